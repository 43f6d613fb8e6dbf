//! Streams to write to that do what pipes and full disks may do: take a part, be interrupted, fail anywhere.

use std::io::{self, ErrorKind, Write};

/// It takes what comes in pieces, and passes it on when it is flushed.
#[derive(Debug)]
pub(crate) struct Sink {
    buffered: Vec<u8>,
    piece: usize,
    interrupted: bool,
    room: usize,
    /// What is answered once when there is no room: this error, or that nothing was taken.
    full: Option<ErrorKind>,
    /// What the first flush is answered.
    flush: Option<ErrorKind>,
    /// What a reader has got so far.
    pub(crate) arrived: Vec<u8>,
    /// How many bytes it has taken; what it took after it had failed counts as well.
    pub(crate) taken: usize,
}

impl Sink {
    /// Takes all it is offered.
    pub(crate) fn new() -> Self {
        Self {
            buffered: Vec::new(),
            piece: usize::MAX,
            interrupted: false,
            room: usize::MAX,
            full: None,
            flush: None,
            arrived: Vec::new(),
            taken: 0,
        }
    }

    /// Takes at most so many bytes a write, and before each of them a signal comes in between.
    pub(crate) fn in_pieces(piece: usize) -> Self {
        Self {
            piece,
            interrupted: true,
            ..Self::new()
        }
    }

    /// Takes so many bytes, then fails once; after that it takes everything again.
    pub(crate) fn that_fails(room: usize, error: ErrorKind) -> Self {
        Self {
            room,
            full: Some(error),
            ..Self::new()
        }
    }

    /// Takes so many bytes, then none once: `write` returns 0; after that it takes everything again.
    pub(crate) fn that_is_full(room: usize) -> Self {
        Self {
            room,
            ..Self::new()
        }
    }

    /// Takes all it is offered, and fails when it is flushed for the first time.
    pub(crate) fn that_fails_to_flush(error: ErrorKind) -> Self {
        Self {
            flush: Some(error),
            ..Self::new()
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece < usize::MAX {
            self.interrupted = !self.interrupted;
            if !self.interrupted {
                return Err(ErrorKind::Interrupted.into());
            }
        }
        if self.room == 0 && !bytes.is_empty() {
            self.room = usize::MAX;
            return self.full.map_or(Ok(0), |error| Err(error.into()));
        }
        let count = bytes.len().min(self.piece).min(self.room);
        if self.room < usize::MAX {
            self.room -= count;
        }
        self.buffered.extend_from_slice(&bytes[..count]);
        self.taken += count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(error) = self.flush.take() {
            return Err(error.into());
        }
        self.arrived.append(&mut self.buffered);
        Ok(())
    }
}
