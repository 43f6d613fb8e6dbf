//! Mistake: passes the error on, and lets the next record be glued to what had been written of this one. [70]
//! Caught by: contract shared_end::t6_after_half_a_record_nothing_more_is_written
//! Says: what would the reader see after half a record

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
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
        let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        to.write_all(record)?;
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
