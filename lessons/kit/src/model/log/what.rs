//! What a thread does: the operations that a timeline can show.

use serde::Serialize;

use super::Wanted;

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
    /// `try_lock` (or `try_read`, `try_write`) did not get this.
    TryLockFailed(Wanted),
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
        /// Index of the mutex in [`Log::objects`](super::Log::objects).
        mutex: usize,
    },
    /// Came back from the condition variable, holding the mutex with this index again.
    Woken {
        /// Index of the mutex in [`Log::objects`](super::Log::objects).
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
