//! Somebody who follows the executions.

use crate::ThreadId;

/// Follows the executions from the inside: a recorder, a counter, a user interface.
///
/// All is called on the engine's OS thread, between two steps of the model. An observer must not call what
/// takes a step itself; [`current`](crate::current), [`is_recording`](crate::is_recording) and the like are fine.
pub trait Observer: Send + Sync + 'static {
    /// An execution begins, and [`is_recording`](crate::is_recording) tells whether it is the one to be shown.
    fn begins(&self) {}

    /// `from` stops at a scheduling point (or is done) and `to` goes on.
    ///
    /// `interrupted` says that `from` could have gone on itself.
    fn switches(&self, from: ThreadId, to: ThreadId, interrupted: bool) {
        let _ = (from, to, interrupted);
    }

    /// The execution is over; `failed` tells how.
    fn ends(&self, failed: bool) {
        let _ = failed;
    }
}

/// Nobody follows.
impl Observer for () {}
