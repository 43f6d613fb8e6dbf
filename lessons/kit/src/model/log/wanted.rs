//! What a thread may have to wait for.

use serde::Serialize;

/// What a thread may have to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Wanted {
    /// A mutex.
    Lock,
    /// A read lock.
    Read,
    /// A write lock.
    Write,
    /// The same write lock, which readers still have: until they are gone and it has been had, nobody new is let in.
    ReadersGone,
    /// A notification on a condition variable.
    Notification,
    /// A message.
    Message,
    /// Room in a bounded channel.
    Room,
    /// The end of the thread with this index.
    End(usize),
    /// To be unparked.
    Unpark,
}

impl Wanted {
    /// Whether it is a lock, and then, whether others may have it at the same time.
    pub(crate) fn lock(self) -> Option<bool> {
        match self {
            Self::Lock | Self::Write | Self::ReadersGone => Some(false),
            Self::Read => Some(true),
            Self::Notification | Self::Message | Self::Room | Self::End(_) | Self::Unpark => None,
        }
    }
}
