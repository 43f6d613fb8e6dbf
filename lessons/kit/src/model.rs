//! The facade over a model checker: every operation is a point at which other threads may run, and is recorded.
//!
//! * `engine` is the seam: the only module that knows which model checker this is.
//! * `gate` and `current` are what the facade's objects are built from.
//! * [`sync`], [`thread`], [`hint`], [`cell`] have std's names and signatures.
//! * `check` is what tests call: `search` looks for a failing execution, by `run`s of the engine; `recorder` writes it down into a
//!   [`log`], and [`timeline`] draws it.

mod calls;
pub mod cell;
mod check;
mod closer;
mod current;
mod engine;
mod gate;
pub mod hint;
pub mod log;
mod memory;
mod recorder;
mod replay;
mod report;
mod run;
mod search;
mod show;
pub mod sync;
#[cfg(test)]
mod tests;
pub mod thread;
pub mod timeline;
mod turns;
mod verdict;

pub use check::{Model, model};
pub(crate) use current::is_exploring;
pub use show::show_type;
