//! What learners see, as snapshots: reading `tests/snapshots/` is reading the design.

mod bank;
mod deadlocks;
mod endings;
mod form;
mod looks;
mod notifications;
mod orders;
mod pool;
mod updates;
