//! Mistake: unwraps what the stream answers; a reader that leaves early then takes every writer along. [70]
//! Caught by: contract shared_end::t6_after_half_a_record_nothing_more_is_written
//! Says: called `Result::unwrap()` on an `Err` value

use std::{
    io::{self, ErrorKind, Write},
    sync::{Arc, Mutex, PoisonError},
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
        let mut shared = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        let mut to = shared.take().ok_or(ErrorKind::BrokenPipe)?;
        to.write_all(record).unwrap();
        to.flush().unwrap();
        *shared = Some(to);
        Ok(())
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
        }
    }
}
