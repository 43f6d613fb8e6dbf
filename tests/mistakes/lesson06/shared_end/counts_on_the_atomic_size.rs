//! Mistake: lets others in after every 4096 bytes: so much a pipe takes in one piece, but a record may be longer. [67]
//! Caught by: contract shared_end::t4_records_of_many_threads_never_mix
//! Says: for a piece, or for a record
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
        for part in record.chunks(4096) {
            self.to.lock().unwrap().write_all(part)?;
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
