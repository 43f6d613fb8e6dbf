//! A failing execution: how it ended, and what led to it.

use serde::Serialize;

use super::{Log, Place};

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
