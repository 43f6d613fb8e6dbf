//! Mistake: takes nothing for an answer when another thread writes: the record is lost.
//! Caught by: contract shared_end::t4_records_of_many_threads_never_mix
//! Says: which call did not write
//! Varies: where two threads meet

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

/// The writing end of a stream, for as many threads as want it.
#[derive(Debug)]
pub struct SharedWriter<W: Write> {
    to: Arc<Mutex<W>>,
}

impl<W: Write> SharedWriter<W> {
    /// The first handle.
    pub fn new(to: W) -> Self {
        Self {
            to: Arc::new(Mutex::new(to)),
        }
    }

    /// Writes all of `record`.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        if let Ok(mut to) = self.to.try_lock() {
            to.write_all(record)?;
            to.flush()?;
        }
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
