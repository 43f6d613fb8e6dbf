//! Mistake: the stream moves on to the newest clone, so the others have none. [13]
//! Caught by: contract shared_end::t2_all_clones_write_to_one_stream
//! Says: what do the clones share

use std::{
    io::{self, ErrorKind, Write},
    sync::{Mutex, PoisonError},
};

/// The writing end of a stream, for as many threads as want it.
#[derive(Debug)]
pub struct SharedWriter<W: Write> {
    to: Mutex<Option<W>>,
}

impl<W: Write> SharedWriter<W> {
    /// The first handle.
    pub fn new(to: W) -> Self {
        Self {
            to: Mutex::new(Some(to)),
        }
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
            to: Mutex::new(self.to.lock().unwrap().take()),
        }
    }
}
