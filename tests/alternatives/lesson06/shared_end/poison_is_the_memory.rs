//! Alternative: the stream stays where it is, beside a flag that says whether the last record is whole; a panic is remembered by the lock itself.

use std::{
    io::{self, ErrorKind, Write},
    sync::{Arc, Mutex},
};

/// The writing end of a stream, for as many threads as want it.
#[derive(Debug)]
pub struct SharedWriter<W: Write>(Arc<Mutex<End<W>>>);

#[derive(Debug)]
struct End<W> {
    to: W,
    whole: bool,
}

impl<W: Write> SharedWriter<W> {
    /// The first handle.
    pub fn new(to: W) -> Self {
        Self(Arc::new(Mutex::new(End { to, whole: true })))
    }

    /// Writes all of `record`.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        let Ok(mut end) = self.0.lock() else {
            return Err(ErrorKind::BrokenPipe.into());
        };
        if !end.whole {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let written = end.to.write_all(record).and_then(|()| end.to.flush());
        end.whole = written.is_ok();
        written
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
