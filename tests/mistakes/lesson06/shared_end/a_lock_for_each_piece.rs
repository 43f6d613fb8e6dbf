//! Mistake: takes the lock for each piece that the stream accepts, and lets go in the middle of a record. [67]
//! Caught by: contract shared_end::t4_records_of_many_threads_never_mix
//! Says: for a piece, or for a record
//! Varies: where two threads meet

use std::{
    io::{self, ErrorKind, Write},
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
        let mut rest = record;
        while !rest.is_empty() {
            match self.to.lock().unwrap().write(rest) {
                Ok(count) => rest = &rest[count..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.to.lock().unwrap().flush()
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
        }
    }
}
