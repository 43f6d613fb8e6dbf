//! Mistake: gives the stream up when a write fails, but not when the flush does: whether anything of the record went off is as unknown then.
//! Caught by: contract shared_end::t9_after_a_flush_that_fails_nothing_more_is_written
//! Says: how much of the first record has the reader got

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
        if let Err(error) = to.write_all(record) {
            *shared = None; // half a record: nothing may follow it
            return Err(error);
        }
        to.flush()
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
        }
    }
}
