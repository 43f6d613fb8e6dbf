//! Mistake: looks whether the stream is given up before it waits for its turn, and not after that.
//! Caught by: contract shared_end::t8_who_waits_for_half_a_record_writes_nothing_after_it
//! Says: what did the second call know when it began to wait

use std::{
    io::{self, ErrorKind, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

/// The writing end of a stream, for as many threads as want it.
#[derive(Debug)]
pub struct SharedWriter<W: Write> {
    to: Arc<Mutex<W>>,
    broken: Arc<AtomicBool>,
}

impl<W: Write> SharedWriter<W> {
    /// The first handle.
    pub fn new(to: W) -> Self {
        Self {
            to: Arc::new(Mutex::new(to)),
            broken: Arc::default(),
        }
    }

    /// Writes all of `record`.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let mut to = self.to.lock().map_err(|_| ErrorKind::BrokenPipe)?;
        let written = to.write_all(record).and_then(|()| to.flush());
        if written.is_err() {
            self.broken.store(true, Ordering::SeqCst);
        }
        written
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self {
            to: Arc::clone(&self.to),
            broken: Arc::clone(&self.broken),
        }
    }
}
