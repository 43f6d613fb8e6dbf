//! What a thread waits for at a scheduling point.

use crate::{ObjectId, ThreadId};

/// What a thread is about to do, or waits for: words for a report, and the pieces to find a cycle by.
///
/// The engine decides nothing by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Completes "the thread waits for …".
    pub what: &'static str,
    /// The object that has to change.
    pub object: Option<ObjectId>,
    /// The thread that has to act, if it is a certain one.
    pub thread: Option<ThreadId>,
    /// A number of the caller's own, such as the place of an entry in a log.
    pub tag: u64,
}

impl Waiting {
    /// A wait for `what`, such as `"a lock"`.
    #[must_use]
    pub const fn new(what: &'static str) -> Self {
        Self {
            what,
            object: None,
            thread: None,
            tag: 0,
        }
    }

    /// Names the object that has to change.
    #[must_use]
    pub const fn object(mut self, object: ObjectId) -> Self {
        self.object = Some(object);
        self
    }

    /// Names the thread that has to act.
    #[must_use]
    pub const fn thread(mut self, thread: ThreadId) -> Self {
        self.thread = Some(thread);
        self
    }

    /// Adds a number of the caller's own.
    #[must_use]
    pub const fn tag(mut self, tag: u64) -> Self {
        self.tag = tag;
        self
    }
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Its condition holds.
    Ready,
    /// It ended early, as [`Early`] allows.
    Early,
    /// It could have timed out, and ended for no reason: see [`EarlyKind::Either`].
    ForNothing,
}

/// A way for a wait to end although its condition does not hold.
#[derive(Clone, Copy)]
pub struct Early<'a> {
    /// Which rules hold for it.
    pub kind: EarlyKind,
    /// Whether it can happen now, such as: the mutex can be taken again.
    ///
    /// It is asked for by itself: where both conditions hold, both ends are tried.
    pub ready: &'a dyn Fn() -> bool,
}

impl<'a> Early<'a> {
    /// The wait may time out; see [`EarlyKind::TimeOut`].
    #[must_use]
    pub const fn time_out(ready: &'a dyn Fn() -> bool) -> Self {
        Self {
            kind: EarlyKind::TimeOut,
            ready,
        }
    }

    /// The wait may time out or end for no reason; see [`EarlyKind::Either`].
    #[must_use]
    pub const fn either(ready: &'a dyn Fn() -> bool) -> Self {
        Self {
            kind: EarlyKind::Either,
            ready,
        }
    }

    /// The wait may end for no reason; see [`EarlyKind::Spurious`].
    #[must_use]
    pub const fn spurious(ready: &'a dyn Fn() -> bool) -> Self {
        Self {
            kind: EarlyKind::Spurious,
            ready,
        }
    }
}

/// When a wait may end early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlyKind {
    /// Time passes. A surprise while any thread can go on, free when nothing else can happen.
    TimeOut,
    /// A wake-up that nobody sent. A surprise, at most once per thread and execution, and never the only way
    /// on: a lost wake-up stays a deadlock.
    Spurious,
    /// Both, each at its price: a [`Wake::Early`] is a time-out, a [`Wake::ForNothing`] a wake-up that nobody sent.
    Either,
}
