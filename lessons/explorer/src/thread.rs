//! A thread of the model: its name, and what the engine knows of it.

use std::fmt;

use crate::{Fingerprint, Wake, memory, pending::Pending, poll::Polls};

/// As many threads can take part in one execution, the first included.
pub const MAX_THREADS: usize = 8;

/// A thread of the model: 0 runs the body, the others are numbered as they are spawned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub(crate) u8);

impl ThreadId {
    /// The thread that runs the model's body.
    pub const FIRST: Self = Self(0);

    pub(crate) fn of(index: usize) -> Self {
        Self(u8::try_from(index).expect("few threads"))
    }

    /// Its number, less than [`MAX_THREADS`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<ThreadId> for usize {
    fn from(thread: ThreadId) -> Self {
        thread.index()
    }
}

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread {}", self.0)
    }
}

impl Fingerprint for ThreadId {
    fn fingerprint(&self) -> u64 {
        self.0.fingerprint()
    }
}

/// A thread of the model, as the engine sees it.
pub(crate) struct ModelThread {
    /// The coroutine that runs it.
    pub(crate) fiber: usize,
    /// A hash of all that it has learnt and done, and so of where it is and what its variables hold.
    pub(crate) history: u64,
    pub(crate) is_done: bool,
    /// Who gets its turn back when this thread has come to its first scheduling point.
    pub(crate) starter: Option<usize>,
    /// Where it waits, and for what.
    pub(crate) pending: Pending,
    /// How its last wait ended.
    pub(crate) wake: Wake,
    /// How many objects it has made.
    pub(crate) made: u64,
    /// The sum of what it has changed.
    pub(crate) changed: u64,
    /// It has had its one spurious wake-up.
    pub(crate) was_woken_for_nothing: bool,
    /// It has had its one rare event.
    pub(crate) had_rare_event: bool,
    pub(crate) polls: Polls,
    pub(crate) memory: memory::Local,
}

impl ModelThread {
    pub(crate) fn new(fiber: usize, history: u64, memory: memory::Local) -> Self {
        Self {
            fiber,
            history,
            is_done: false,
            starter: None,
            pending: Pending::START,
            wake: Wake::Ready,
            made: 0,
            changed: 0,
            was_woken_for_nothing: false,
            had_rare_event: false,
            polls: Polls::default(),
            memory,
        }
    }
}
