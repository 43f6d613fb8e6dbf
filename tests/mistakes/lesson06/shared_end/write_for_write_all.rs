//! Mistake: calls `write`, which may take a part, and does not look at how much it took. [66]
//! Caught by: contract shared_end::t3_a_stream_may_take_single_bytes
//! Says: what does the number mean that write returns

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
        while to
            .write(record)
            .is_err_and(|error| error.kind() == ErrorKind::Interrupted)
        {}
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
