//! Mistake: looks past the poison, and goes on writing behind half a record.
//! Caught by: contract shared_end::t7_a_panic_in_mid_record_is_an_error_for_the_others
//! Says: what stands in the stream by then

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
        let to = shared.as_mut().ok_or(ErrorKind::BrokenPipe)?;
        let written = to.write_all(record).and_then(|()| to.flush());
        if written.is_err() {
            *shared = None; // half a record: nothing may follow it
        }
        written
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
        }
    }
}
