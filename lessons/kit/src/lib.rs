//! What the lessons stand on.
//!
//! * [`sync`], [`thread`], [`hint`], [`cell`]: what exercises import instead of `std`'s modules.
//!   Without a feature they *are* std's types; with feature `explorer` or `loom` they record every
//!   operation over a model checker, so that a failing interleaving can be drawn.
//! * [`case!`]: the first line of every test. It makes the verdict trustworthy.
//! * [`meeting`], [`roll_call`], [`tidy`], [`probe`]: what tests need to see overlap, of threads and of processes, leftovers and waiting.
//! * [`process`]: groups of processes, which std cannot signal; [`worker!`] is the child of a lesson's tests.
//! * [`speed`]: what a lesson's `benches/speed.rs` is made of.
//! * [`record`], [`activity`], [`standstill`]: shared with the runner, so that both sides speak one protocol
//!   and see a hang with the same eyes.

pub mod activity;
pub mod case;
pub mod crowd;
mod fault;
pub mod meeting;
pub mod panics;
pub mod patience;
pub mod probe;
pub mod process;
pub mod record;
pub mod roll_call;
pub mod speed;
pub mod standstill;
pub mod tidy;
pub mod watchdog;

#[cfg(not(feature = "model"))]
mod plain;
#[cfg(not(feature = "model"))]
pub use plain::{cell, hint, sync, thread};

#[cfg(feature = "model")]
pub mod model;
#[cfg(feature = "model")]
pub use model::{Model, cell, hint, model, show_type, stop_the_clock, sync, thread};

#[cfg(not(feature = "model"))]
pub use std::thread_local;
