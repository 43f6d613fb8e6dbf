//! Mistake: unwraps the lock, so that one panic in the stream is a panic for everybody. [17]
//! Caught by: contract shared_end::t7_a_panic_in_mid_record_is_an_error_for_the_others
//! Says: what does lock() answer after a panic

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
        let mut shared = self.to.lock().unwrap();
        let mut to = shared.take().ok_or(ErrorKind::BrokenPipe)?;
        to.write_all(record)?;
        to.flush()?;
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
