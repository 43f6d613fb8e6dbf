//! Ends of an execution before its time.

use crate::{
    Difference, Ending, Refusal,
    execution::with,
    fiber::{self, Turn},
};

/// Why an execution was stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    Failed(Ending),
    Refused(Refusal),
    NotDeterministic(Difference),
    /// It has come to something that cannot be explored; the others can.
    LeftOut,
    /// The schedule that was to be run does not fit the model.
    Stale(String),
}

/// Stops the execution where it is. Its threads are never unwound: they hold guards whose destructors would
/// call an engine that has no execution any more.
pub(crate) fn stop(why: Stop) -> ! {
    with(|x| x.stop = Some(why));
    fiber::suspend(Turn::Stop);
    unreachable!("an execution that was stopped never goes on")
}

/// Ends this execution as failed.
///
/// Nothing of it is unwound: its threads stay where they are for ever, and what they own is never dropped.
/// It may be called while the thread panics, from a destructor; the OS thread's count of panics is then wrong for
/// good, so the engine goes on with another OS thread. From a panic hook it should not be called: the standard
/// library holds a lock around the hook, which would never be let go, and nobody could set a hook any more.
#[track_caller]
pub fn fail(reason: impl Into<String>) -> ! {
    let reason = reason.into();
    let thread = with(|x| x.current());
    stop(Stop::Failed(Ending::Failed { thread, reason }))
}

/// Ends the whole exploration with [`Exploration::Refused`](crate::Exploration::Refused): the model uses something
/// that cannot be explored.
#[track_caller]
pub fn refuse(reason: impl Into<String>) -> ! {
    let reason = reason.into();
    with(|_| ());
    stop(Stop::Refused(Refusal::ByTheModel(reason)))
}

/// Ends this execution, and nobody knows how it would have gone on: it has come to something that cannot be explored, and
/// others need not.
///
/// The search goes on, and may find a failure elsewhere. If it finds none the model is not proven. After some
/// hundred such executions it is over.
#[track_caller]
pub fn leave_out() -> ! {
    with(|_| ());
    stop(Stop::LeftOut)
}
