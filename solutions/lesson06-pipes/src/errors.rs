//! What can be wrong with a message that comes in, and with a job that is sent out.

use std::{error::Error, fmt, io, process::ExitStatus};

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

/// Why a job has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// The worker died before its answer was complete; this is how. Or it sent what is no answer, and was ended for it.
    Crashed(ExitStatus),
    /// No worker could be started for it, or the system does not tell how one ended.
    NoWorker(io::ErrorKind),
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crashed(status) => write!(f, "the worker died before it answered ({status})"),
            Self::NoWorker(kind) => write!(f, "there was no worker: {kind}"),
        }
    }
}

impl Error for WorkerError {}
