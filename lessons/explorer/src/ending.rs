//! How a failing execution ended.

use std::fmt;

use crate::{ThreadId, Waiting};

/// How a failing execution ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// The model said so, by [`fail`](crate::fail).
    Failed {
        /// Who said it.
        thread: ThreadId,
        /// What it said.
        reason: String,
    },
    /// A panic left the body of a thread.
    Panicked {
        /// Whose body.
        thread: ThreadId,
        /// The panic's message, if it was a text.
        message: Option<String>,
    },
    /// No thread can go on.
    Deadlock {
        /// Every thread that is left, and what it waits for.
        waiting: Vec<Stuck>,
    },
    /// The only threads that can go on poll for a change that nobody will make.
    Livelock {
        /// Those who poll.
        polling: Vec<ThreadId>,
        /// Those who wait.
        waiting: Vec<Stuck>,
    },
    /// Two accesses to the same [`Cell`](crate::Cell), at least one a write, and nothing orders them.
    DataRace {
        /// The access that came first in this execution.
        first: Access,
        /// The other.
        second: Access,
    },
    /// A thread used all of its stack.
    StackOverflow {
        /// Which one.
        thread: ThreadId,
    },
    /// The execution goes on and on.
    TooManySteps {
        /// How many steps it had.
        steps: usize,
        /// The thread that ran last.
        thread: ThreadId,
    },
    /// A destructor that runs because of a panic waits for another thread. All threads share one panic count,
    /// so no other can run before this panic is over.
    BlockedWhilePanicking {
        /// Who waits, and for what.
        waiting: Stuck,
    },
}

/// A thread that cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The thread.
    pub thread: ThreadId,
    /// What it waits for.
    pub waiting: Waiting,
}

/// An access to a [`Cell`](crate::Cell).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Who.
    pub thread: ThreadId,
    /// Whether it writes.
    pub writes: bool,
    /// The tag that the access was given.
    pub tag: u64,
}

impl Ending {
    /// Whether the other one ended the same way, words and tags aside: messages may hold numbers that change.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && self.threads() == other.threads()
    }

    fn threads(&self) -> Vec<ThreadId> {
        match self {
            Self::Failed { thread, .. }
            | Self::Panicked { thread, .. }
            | Self::StackOverflow { thread }
            | Self::TooManySteps { thread, .. } => vec![*thread],
            Self::Deadlock { waiting } => waiting.iter().map(|stuck| stuck.thread).collect(),
            Self::Livelock { polling, .. } => polling.clone(),
            Self::DataRace { first, second } => vec![first.thread, second.thread],
            Self::BlockedWhilePanicking { waiting } => vec![waiting.thread],
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { thread, reason } => write!(f, "{thread} failed: {reason}"),
            Self::Panicked { thread, message } => {
                let message = message.as_deref().unwrap_or("a value that is no text");
                write!(f, "{thread} panicked: {message}")
            }
            Self::Deadlock { waiting } => {
                write!(f, "deadlock: no thread can go on")?;
                list(f, waiting)
            }
            Self::Livelock { polling, waiting } => {
                write!(f, "livelock: ")?;
                for (place, thread) in polling.iter().enumerate() {
                    write!(f, "{}{thread}", if place > 0 { ", " } else { "" })?;
                }
                write!(f, " polls for a change that nobody will make")?;
                list(f, waiting)
            }
            Self::DataRace { first, second } => {
                write!(
                    f,
                    "data race: {first} and {second}, and nothing orders the two"
                )
            }
            Self::StackOverflow { thread } => write!(f, "{thread} used all of its stack"),
            Self::TooManySteps { steps, thread } => {
                write!(f, "no end after {steps} steps; {thread} had the last one")
            }
            Self::BlockedWhilePanicking { waiting } => {
                write!(f, "a destructor waits while its thread panics: {waiting}")
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, waiting: &[Stuck]) -> fmt::Result {
    waiting.iter().try_for_each(|stuck| write!(f, "; {stuck}"))
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} waits for {}", self.thread, self.waiting.what)?;
        match (self.waiting.object, self.waiting.thread) {
            (Some(object), _) => write!(f, " ({object})"),
            (None, Some(thread)) => write!(f, " ({thread})"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let access = if self.writes { "writes" } else { "reads" };
        write!(f, "{} {access} (tag {})", self.thread, self.tag)
    }
}
