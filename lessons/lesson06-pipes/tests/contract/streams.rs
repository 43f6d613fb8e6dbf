//! Streams that do what pipes may do: give a part, take a part, be interrupted, end anywhere.

use std::io::{self, ErrorKind, Read, Write};

/// A stream to read from. It gives what it has in pieces.
pub(crate) struct Source<'a> {
    left: &'a [u8],
    piece: usize,
    interrupted: bool,
    /// What comes after the last byte: the end, or this error.
    error: Option<ErrorKind>,
    reads_at_the_end: usize,
    /// The largest buffer that it was asked to fill.
    pub(crate) largest: usize,
}

impl<'a> Source<'a> {
    /// All bytes as soon as they are asked for, then the end.
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self {
            left: bytes,
            piece: usize::MAX,
            interrupted: false,
            error: None,
            reads_at_the_end: 0,
            largest: 0,
        }
    }

    /// At most so many bytes a read, and before each of them a signal comes in between.
    pub(crate) fn in_pieces(bytes: &'a [u8], piece: usize) -> Self {
        Self {
            piece,
            interrupted: true,
            ..Self::of(bytes)
        }
    }

    /// The bytes, then an error in place of the end.
    pub(crate) fn that_fails(bytes: &'a [u8], error: ErrorKind) -> Self {
        Self {
            error: Some(error),
            ..Self::of(bytes)
        }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.largest = self.largest.max(buffer.len());
        if self.piece < usize::MAX {
            self.interrupted = !self.interrupted;
            if !self.interrupted {
                return Err(ErrorKind::Interrupted.into());
            }
        }
        if self.left.is_empty() && !buffer.is_empty() {
            self.reads_at_the_end += 1;
            assert!(
                self.reads_at_the_end < 1_000,
                "the stream has ended, and was asked for more again and again. Hint: what does a read of 0 bytes mean?"
            );
            return self.error.map_or(Ok(0), |error| Err(error.into()));
        }
        let count = buffer.len().min(self.piece).min(self.left.len());
        let (now, later) = self.left.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.left = later;
        Ok(count)
    }
}

/// A stream to write to. It takes what comes in pieces, and passes it on when it is flushed.
#[derive(Debug)]
pub(crate) struct Sink {
    buffered: Vec<u8>,
    piece: usize,
    interrupted: bool,
    room: usize,
    error: ErrorKind,
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
            error: ErrorKind::Other,
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
            error,
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
            return Err(self.error.into());
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
        self.arrived.append(&mut self.buffered);
        Ok(())
    }
}
