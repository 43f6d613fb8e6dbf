//! What an exploration has come to.

use std::fmt;

use crate::{Difference, Ending, MAX_THREADS, Phase, Schedule};

/// What an exploration has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Exploration {
    /// No schedule fails, as far as the engine's model goes: all of them have been explored.
    Proven {
        /// How many executions it took.
        executions: u64,
        /// How many different states were seen.
        states: u64,
        /// Some threads poll, and it is taken for granted that they go on polling until there is something new.
        polling: bool,
    },
    /// No schedule failed among those that were explored, and there are more.
    Bounded {
        /// How many executions there was time for.
        executions: u64,
        /// How far the plain interleavings were explored.
        interleavings: Finished,
        /// How far the memory orders were explored; `None` where the model uses none.
        memory_orders: Option<Finished>,
    },
    /// A schedule fails. The last execution was this one, and the only one that was recorded.
    Failed(Failure),
    /// The model cannot be explored.
    Refused(Refusal),
    /// The same choices did not lead to the same execution twice.
    NotDeterministic(Difference),
    /// The schedule that was to be replayed does not fit this model, or does not fail any more: the reason.
    Stale(String),
}

/// How far a phase was explored; further is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finished {
    /// Not even all schedules without a surprise.
    Nothing,
    /// All schedules with at most so many surprises.
    Bound(u32),
    /// All schedules.
    All,
}

/// A schedule that fails: of those that were found with the fewest surprises, the shortest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// How it ends.
    pub ending: Ending,
    /// The way there.
    pub schedule: Schedule,
    /// Where it was found. In [`Phase::MemoryOrders`] no plain interleaving fails, as far as they were explored.
    pub phase: Phase,
    /// The bound on surprises at which it was found; `None`: without a bound.
    pub bound: Option<u32>,
    /// How many surprises it has.
    pub cost: u32,
    /// How many executions it took to find the first failure.
    pub executions: u64,
    /// Scheduling points of the failing execution.
    pub steps: usize,
    /// How often another thread went on.
    pub switches: usize,
}

/// Why a model cannot be explored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// More threads than [`MAX_THREADS`].
    TooManyThreads,
    /// An object was used in another execution than the one that made it.
    ObjectOfEarlierExecution,
    /// The model said so, by [`refuse`](crate::refuse).
    ByTheModel(String),
}

impl Exploration {
    /// Whether all schedules have been explored and none fails.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Proven { .. })
    }

    /// The failure, if it is one.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            _ => None,
        }
    }
}

impl fmt::Display for Exploration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proven {
                executions,
                polling,
                ..
            } => {
                write!(
                    f,
                    "no schedule fails: all were explored ({executions} executions)"
                )?;
                if *polling {
                    write!(
                        f,
                        ", given that threads that poll go on until there is something new"
                    )?;
                }
                Ok(())
            }
            Self::Bounded {
                executions,
                interleavings,
                memory_orders,
            } => {
                write!(
                    f,
                    "{executions} executions, none fails; plain interleavings: {interleavings}"
                )?;
                match memory_orders {
                    Some(finished) => write!(f, "; memory orders: {finished}"),
                    None => Ok(()),
                }
            }
            Self::Failed(failure) => failure.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotDeterministic(difference) => write!(
                f,
                "the model does not do the same each time, {difference}; what may cause it: the order of a hash map, \
                 the time, random numbers, addresses used as keys, a static that keeps its value"
            ),
            Self::Stale(reason) => write!(f, "the schedule belongs to another model: {reason}"),
        }
    }
}

impl fmt::Display for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("some"),
            Self::Bound(0) => f.write_str("all without surprises, and some of the others"),
            Self::Bound(1) => f.write_str("all with at most 1 surprise, and some of the others"),
            Self::Bound(bound) => {
                write!(
                    f,
                    "all with at most {bound} surprises, and some of the others"
                )
            }
            Self::All => f.write_str("all"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let surprises = if self.cost == 1 {
            "surprise"
        } else {
            "surprises"
        };
        write!(
            f,
            "{} (after {} executions; {} {surprises}; schedule {})",
            self.ending, self.executions, self.cost, self.schedule
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyThreads => write!(
                f,
                "a model can have at most {MAX_THREADS} threads in one execution, the first included"
            ),
            Self::ObjectOfEarlierExecution => f.write_str(
                "an object of an earlier execution was used: make all shared state inside the model's body, \
                 not in a static or outside of it",
            ),
            Self::ByTheModel(reason) => f.write_str(reason),
        }
    }
}
