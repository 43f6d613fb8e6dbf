//! The seam between the facade and what explores the interleavings.
//!
//! Two engines stand below it: loom, and the course's own explorer. Each supplies what is listed here, under the same names and
//! with the same meaning, and no module above names one of them. A build has one engine: the features decide.
//!
//! * [`Shared`], [`Lock`], [`Number`], [`Watched`]: state that threads share, a lock, an atomic, a cell whose accesses are checked.
//! * [`Trace`]: what a thread leaves for whoever comes after it.
//! * [`spawn`], [`Child`], [`yield_now`], [`fence`].
//! * [`choose`]: what is not specified.
//! * [`search`], [`replay`]: the way through all executions, or to one; [`fail`] ends one.

#[cfg(not(any(feature = "loom", feature = "explorer")))]
compile_error!("feature `model` needs an engine: build with feature `explorer` or `loom`");

#[cfg(feature = "explorer")]
mod explorer;
#[cfg(feature = "explorer")]
use self::explorer as chosen;
#[cfg(all(feature = "loom", not(feature = "explorer")))]
mod loom;
#[cfg(all(feature = "loom", not(feature = "explorer")))]
use self::loom as chosen;

pub(crate) use chosen::{
    CATCHES_PANICS, Child, Hold, Lock, Number, Shared, TELLS_INTERRUPTIONS, TELLS_STATES, THREADS,
    Trace, Watched, choose, complained, fail, fence, is_worth_recording, needs_ends,
    needs_releases, replay, search, sees_ends, sees_releases, sleep, spawn, switched, yield_now,
};
