//! Small programs over all primitives, and how they run on the engine and on its oracle.

pub(crate) mod corpus;
pub(crate) mod generate;
mod on_explorer;
mod shapes;

pub(crate) use on_explorer::run;

use std::sync::atomic::Ordering;

/// One operation of a thread. Numbers that it finds are part of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Load(usize, Ordering),
    Store(usize, u64, Ordering),
    Add(usize, u64, Ordering),
    Swap(usize, u64, Ordering),
    /// From, to.
    Exchange(usize, u64, u64, Ordering, Ordering),
    Fence(Ordering),
    /// Takes the lock, finds its number, leaves another.
    Update(u64),
    /// The same if the lock is free.
    TryUpdate(u64),
    /// Takes the lock and waits on the condition until its number is not 0.
    Await,
    NotifyOne,
    NotifyAll,
    Read,
    TryRead,
    Write(u64),
    Send(u64),
    /// Only for thread 0.
    Receive,
    TryReceive,
    /// Only for thread 0.
    Park,
    Unpark,
    /// The rest is only for the engine: the oracle knows nothing of it.
    Yield,
    Sleep,
    /// Something that happens rarely.
    Maybe,
    /// As `Await`, but a wait may end early, by time or for nothing.
    AwaitShortly,
    AwaitSpuriously,
    /// Only for thread 0.
    ReceiveShortly,
    /// Accesses to a cell.
    Peek,
    Poke,
}

/// A list of operations for each thread; thread 0 starts the others and joins them at its end.
pub(crate) type Program = Vec<Vec<Op>>;

/// What each thread has found, and what is left at the end.
pub(crate) type Answer = Vec<Vec<u64>>;

/// How many atomics there are.
pub(crate) const REGISTERS: usize = 2;

/// What stands for "nothing was found": no operation finds so large a number.
pub(crate) const NOTHING: u64 = 1_000_000;

/// The next number under a lock; order matters.
pub(crate) fn next(value: u64, new: u64) -> u64 {
    value * 3 + new
}
