//! Mistake: a loop of its own around `write`, which goes on when nothing was taken: on a full stream for ever.
//! Caught by: contract shared_end::t6_after_half_a_record_nothing_more_is_written
//! Says: what if a write returns 0 again and again

use std::{
    io::{self, ErrorKind, Write},
    sync::{Arc, Mutex},
};

/// The writing end of a stream, for as many threads as want it.
#[derive(Debug)]
pub struct SharedWriter<W: Write> {
    to: Arc<Mutex<Option<W>>>,
}

impl<W: Write> SharedWriter<W> {
    /// The first handle.
    pub fn new(to: W) -> Self {
        Self {
            to: Arc::new(Mutex::new(Some(to))),
        }
    }

    /// Writes all of `record`.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        let mut shared = self.to.lock().map_err(|_| ErrorKind::BrokenPipe)?;
        let to = shared.as_mut().ok_or(ErrorKind::BrokenPipe)?;
        let written = write(to, record).and_then(|()| to.flush());
        if written.is_err() {
            *shared = None; // half a record: nothing may follow it
        }
        written
    }
}

fn write(to: &mut impl Write, mut rest: &[u8]) -> io::Result<()> {
    while !rest.is_empty() {
        match to.write(rest) {
            Ok(count) => rest = &rest[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
        }
    }
}
