//! Streams of which somebody else must keep away, or learn: one between whose pieces others come in, one that falls, one that stands still.

use std::{
    cell::Cell,
    io::{self, ErrorKind, PipeWriter, Write},
    panic,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, Sender},
    },
    thread,
};

/// A pipe's end that takes 500 bytes at a time, and lets others in between.
pub(crate) struct InPieces(pub(crate) PipeWriter);

impl Write for InPieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        thread::yield_now();
        self.0.write(&bytes[..bytes.len().min(500)])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A stream that falls in the middle of a record.
pub(crate) struct Falls<'a> {
    pub(crate) to: &'a mut Vec<u8>,
    // `Send`, and not `Sync`: the lock is what makes it fit for many threads.
    pub(crate) fallen: Cell<bool>,
}

impl Write for Falls<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(2);
        self.to.extend_from_slice(&bytes[..count]);
        if !self.fallen.replace(true) {
            // A panic without a word on the screen.
            panic::resume_unwind(Box::new("the stream fell"));
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A stream that takes 3 bytes, stands still until it is let go, and fails then. After that it takes everything.
pub(crate) struct StandsStill {
    pub(crate) calls: usize,
    /// Is told when it stands.
    pub(crate) stands: Sender<()>,
    /// Its end lets it go.
    pub(crate) until: Receiver<()>,
    pub(crate) taken: Arc<AtomicUsize>,
}

impl Write for StandsStill {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.calls += 1;
        let count = match self.calls {
            1 => bytes.len().min(3),
            2 => {
                let _ = self.stands.send(());
                let _ = self.until.recv();
                return Err(ErrorKind::StorageFull.into());
            }
            _ => bytes.len(),
        };
        self.taken.fetch_add(count, Ordering::Relaxed);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
