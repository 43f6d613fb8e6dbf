//! Messages on a stream of bytes: four bytes of length, the highest first, then the body.

use std::{
    error::Error,
    fmt,
    io::{self, ErrorKind, Read, Write},
};

/// Why there is no frame where one was expected.
#[derive(Debug)]
pub enum FrameError {
    /// The stream ended inside a frame's header (then 4 bytes were wanted) or inside its body.
    CutOff {
        /// How many bytes of the header, or of the body, had come.
        got: usize,
        /// How many there should have been.
        wanted: usize,
    },
    /// The header announces more than the reader accepts.
    TooLong {
        /// The length that the header tells.
        length: usize,
        /// The longest body that the reader accepts.
        limit: usize,
    },
    /// The stream itself failed.
    Io(io::Error),
}

/// Writes one frame and flushes.
///
/// # Errors
///
/// [`ErrorKind::InvalidInput`] if the length does not fit into four bytes; what the stream answers.
pub fn write_frame(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len())
        .map_err(|_| io::Error::new(ErrorKind::InvalidInput, "too long for a frame's header"))?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(body)?;
    to.flush()
}

/// Reads one frame, and not a byte more; `None` if the stream has ended before it.
///
/// # Errors
///
/// See [`FrameError`]. A length above `limit` is refused before memory is taken.
pub fn read_frame(from: &mut impl Read, limit: usize) -> Result<Option<Vec<u8>>, FrameError> {
    let mut header = [0; 4];
    match fill(from, &mut header)? {
        0 => return Ok(None),
        4 => {}
        got => return Err(FrameError::CutOff { got, wanted: 4 }),
    }
    let length = usize::try_from(u32::from_be_bytes(header)).unwrap_or(usize::MAX);
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    let mut body = vec![0; length];
    match fill(from, &mut body)? {
        got if got < length => Err(FrameError::CutOff {
            got,
            wanted: length,
        }),
        _ => Ok(Some(body)),
    }
}

/// Reads until `buffer` is full or the stream ends; returns how many bytes came.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match from.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(count) => got += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(got)
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff { got, wanted } => {
                write!(f, "the stream ended after {got} of {wanted} bytes")
            }
            Self::TooLong { length, limit } => {
                write!(
                    f,
                    "a frame of {length} bytes, but at most {limit} are accepted"
                )
            }
            Self::Io(error) => write!(f, "the stream failed: {error}"),
        }
    }
}

impl Error for FrameError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::CutOff { .. } | Self::TooLong { .. } => None,
        }
    }
}

impl From<io::Error> for FrameError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[cfg(test)]
mod tests {
    use super::{FrameError, read_frame, write_frame};

    #[test]
    fn a_frame_comes_back_and_every_cut_is_told() {
        let _case = crate::case!();
        let mut stream = Vec::new();
        write_frame(&mut stream, b"hands").expect("memory takes everything");
        assert_eq!(stream, b"\0\0\0\x05hands");
        let mut from = stream.as_slice();
        let both = [read_frame(&mut from, 5), read_frame(&mut from, 5)];
        assert!(matches!(&both, [Ok(Some(body)), Ok(None)] if body == b"hands"));
        for end in 1..stream.len() {
            let cut = read_frame(&mut &stream[..end], 5);
            assert!(matches!(cut, Err(FrameError::CutOff { .. })), "{end}");
        }
        let long = read_frame(&mut stream.as_slice(), 4);
        assert!(matches!(
            long,
            Err(FrameError::TooLong {
                length: 5,
                limit: 4
            })
        ));
    }
}
