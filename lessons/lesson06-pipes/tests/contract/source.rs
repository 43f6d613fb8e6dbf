//! A stream to read from that does what pipes may do: gives a part, is interrupted, ends anywhere.

use std::io::{self, ErrorKind, Read};

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
