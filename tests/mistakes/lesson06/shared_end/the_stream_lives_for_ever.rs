//! Mistake: keeps the stream alive for ever, so that no clone has to own it; the reader waits for an end that does not come. [69]
//! Caught by: contract shared_end::t5_the_reader_learns_of_the_end_when_the_last_clone_is_gone
//! Says: who still keeps the writing end open

use std::{
    io::{self, ErrorKind, Write},
    mem,
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
        let to = Arc::new(Mutex::new(Some(to)));
        mem::forget(Arc::clone(&to)); // one owner that never goes away
        Self { to }
    }

    /// Writes all of `record`.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        let mut shared = self.to.lock().unwrap_or_else(PoisonError::into_inner);
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
