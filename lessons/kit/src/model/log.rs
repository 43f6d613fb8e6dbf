//! What happened in one execution of a model: the data between recording and drawing.
//!
//! The recorder fills a [`Log`], the timeline is a function of it. Nothing here knows an engine, so
//! that another one can stand under the same timelines, and so that the drawing is tested by values.

mod failure;
mod wanted;
mod what;

use std::sync::atomic::Ordering;

use serde::Serialize;

pub use self::{
    failure::{Ending, Failure},
    wanted::Wanted,
    what::{Wake, What},
};
use super::calls::Calls;

/// One execution, as far as it got.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Log {
    /// What happened, in the order in which it happened.
    pub events: Vec<Event>,
    /// Locks, condition variables, atomics, channels and cells, in the order of their first use.
    pub objects: Vec<Object>,
    /// The model's threads; number 0 runs the model's closure.
    pub threads: Vec<Thread>,
}

/// A place in the source, as rustc names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// The file, relative to the workspace (or absolute, for a package outside of it).
    pub file: &'static str,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl From<&'static std::panic::Location<'static>> for Place {
    fn from(at: &'static std::panic::Location<'static>) -> Self {
        Self {
            file: at.file(),
            line: at.line(),
            column: at.column(),
        }
    }
}

/// Something that threads share.
#[derive(Clone, Debug, Serialize)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Where it was made: the call of `new`.
    pub made: Place,
    /// For a channel: how many senders are alive when the execution ends, where that is known.
    pub senders: Option<usize>,
}

impl Object {
    /// An object of which nothing more is known.
    pub fn new(kind: ObjectKind, made: Place) -> Self {
        Self {
            kind,
            made,
            senders: None,
        }
    }
}

/// What is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named like the types that they stand for")]
pub enum ObjectKind {
    Mutex,
    RwLock,
    Condvar,
    Atomic,
    Channel,
    Cell,
    Barrier,
    Once,
}

/// A thread of the model.
#[derive(Clone, Debug, Serialize)]
pub struct Thread {
    /// The name that the learner gave it with `Builder::name`.
    pub name: Option<String>,
    /// Where it was spawned; `None` for the thread that runs the model's closure.
    pub spawned: Option<Place>,
}

/// One operation of one thread.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Index into [`Log::threads`].
    pub thread: usize,
    /// What it did.
    pub what: What,
    /// The object it did it to: an index into [`Log::objects`]. `None` for what concerns threads only.
    pub object: Option<usize>,
    /// The line that did it. A dropped guard has no caller, so its release has no line.
    pub place: Option<Place>,
    /// The calls that led to that line. Two accounts that one line of `Account::new` makes are told
    /// apart by them: `transfer(&ann, &ben, 5)`.
    #[serde(skip)]
    pub calls: Calls,
    /// The value found, as text; `None` where it cannot be shown.
    pub before: Option<String>,
    /// The value left, as text.
    pub after: Option<String>,
    /// For the release of a lock (and the [`What::Wait`] that lets one go): the guard was borrowed
    /// mutably, so the holder wrote, even if it wrote the value that was there already, and even
    /// if the value cannot be shown.
    pub wrote: bool,
    /// For [`What::NotifyOne`]: the thread that it woke, where that is known.
    pub wakes: Option<usize>,
    /// The memory order, for atomics and fences.
    #[serde(skip)]
    pub order: Option<Ordering>,
    /// An old value was read although a newer one had been written: the memory order allows it.
    pub stale: bool,
    /// The thread before this one could have gone on: it was interrupted. Where the engine
    /// does not tell, the recorder infers it.
    pub interrupts: bool,
}
