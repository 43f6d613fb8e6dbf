//! What a queue answers when it does not take an item: the item comes back, nothing is lost.

use std::{error::Error, fmt};

/// The queue is closed and takes nothing more; here is the item again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed<T>(pub T);

/// Why an item could not be taken at once; here it is again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryPushError<T> {
    /// There is no room now; there may be later.
    Full(T),
    /// There will never be room again.
    Closed(T),
}

impl<T> fmt::Display for Closed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the queue is closed")
    }
}

impl<T> fmt::Display for TryPushError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "the queue is full",
            Self::Closed(_) => "the queue is closed",
        })
    }
}

impl<T: fmt::Debug> Error for Closed<T> {}
impl<T: fmt::Debug> Error for TryPushError<T> {}
