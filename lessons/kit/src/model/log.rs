//! What happened in one execution of a model: the data between recording and drawing.
//!
//! The recorder fills a [`Log`], the timeline is a function of it. Nothing here knows an engine, so
//! that another one can stand under the same timelines, and so that the drawing is tested by values.

use std::sync::atomic::Ordering;

use serde::Serialize;

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

/// The operations that a timeline can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum What {
    /// An atomic load.
    Load,
    /// An atomic store.
    Store,
    /// An atomic read-modify-write, such as `fetch_add`.
    ReadModifyWrite(&'static str),
    /// `compare_exchange` that changed the value.
    Exchanged,
    /// `compare_exchange` that changed nothing.
    ExchangeFailed {
        /// It found the value that it expected: a weak exchange may fail all the same.
        for_nothing: bool,
    },
    /// A fence.
    Fence,
    /// A thread wants this and may have to wait for it; logged before the operation itself,
    /// and the last event of a thread that never gets it.
    Wants(Wanted),
    /// Got a mutex.
    Lock,
    /// Got a mutex by `try_lock`.
    TryLock,
    /// `try_lock` (or `try_read`, `try_write`) found it taken.
    TryLockFailed,
    /// `is_poisoned`, and what it answered.
    PoisonSeen(bool),
    /// `clear_poison`.
    PoisonCleared,
    /// Let a mutex go.
    Unlock,
    /// Got a read lock.
    ReadLock,
    /// Let a read lock go.
    ReadUnlock,
    /// Got a write lock.
    WriteLock,
    /// Let a write lock go.
    WriteUnlock,
    /// Began to wait on a condition variable, letting go the mutex with this index.
    Wait {
        /// Index of the mutex in [`Log::objects`].
        mutex: usize,
    },
    /// Came back from the condition variable, holding the mutex with this index again.
    Woken {
        /// Index of the mutex in [`Log::objects`].
        mutex: usize,
        /// Why the wait was over.
        why: Wake,
    },
    /// `notify_one`; how many threads it woke, where that is known.
    NotifyOne(Option<usize>),
    /// `notify_all`; how many threads it woke, where that is known.
    NotifyAll(Option<usize>),
    /// Put a message into a channel.
    Send,
    /// `try_send` found the channel full.
    Full,
    /// `send` found no receiver.
    SendFailed,
    /// Took a message out of a channel.
    Receive,
    /// The channel was empty.
    Empty {
        /// `recv_timeout` has waited for nothing; else it was `try_recv`.
        timed_out: bool,
    },
    /// `recv` found no message and no sender.
    Disconnected,
    /// The last sender of a channel was dropped.
    LastSenderDropped,
    /// The receiver of a channel was dropped.
    ReceiverDropped,
    /// Spawned the thread with this index.
    Spawn(usize),
    /// Joined the thread with this index.
    Join(usize),
    /// The thread's function returned.
    End,
    /// `yield_now` or `spin_loop`.
    Yield,
    /// `park` returned.
    Parked(Wake),
    /// Unparked the thread with this index.
    Unpark(usize),
    /// Looked into a checked cell.
    CellRead,
    /// Changed a checked cell.
    CellWrite,
}

/// Why a wait was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Wake {
    /// Somebody gave what was waited for.
    Called,
    /// Its time limit.
    TimedOut,
    /// For no reason, as std allows.
    ForNothing,
}

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

/// How a failing execution ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Ending {
    /// A thread panicked; most often an assertion of the test or of the learner.
    Panic {
        /// Index of the thread.
        thread: usize,
        /// The panic's message.
        message: String,
        /// Where.
        place: Option<Place>,
    },
    /// A thread panicked while it was already panicking.
    DoublePanic {
        /// Index of the thread.
        thread: usize,
        /// The first panic's message.
        first: String,
        /// The second panic's message.
        second: String,
    },
    /// Every thread that has not ended waits for another one.
    Deadlock,
    /// A thread goes round and round without getting on.
    Spin {
        /// Index of the thread.
        thread: usize,
    },
    /// More steps than anybody wants, and the execution still goes on.
    NoEnd {
        /// Index of the thread that had the last one.
        thread: usize,
        /// How many.
        steps: usize,
    },
    /// Two threads use a cell and nothing orders the two accesses.
    DataRace {
        /// The engine's words.
        message: String,
        /// The two accesses, as indices into [`Log::events`], where the engine knows them.
        accesses: Option<(usize, usize)>,
    },
    /// A thread used more stack than a model thread has.
    StackOverflow {
        /// Index of the thread, where it is known.
        thread: Option<usize>,
    },
}

/// A failure that was found: everything that the timeline needs.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// How it ended.
    pub ending: Ending,
    /// What led to it.
    pub log: Log,
    /// Whether plain interleaving explains it. If not, only the memory orders are too weak.
    pub interleaving: bool,
    /// The bound on preemptions under which it was found, as the engine counts them.
    pub bound: Option<usize>,
    /// Which execution it was, from 1, under that bound.
    pub execution: u64,
}
