//! What can be wrong with a message that comes in.

use std::{error::Error, fmt, io};

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
