//! The facade over a model checker: every operation is a point at which other threads may run, and is recorded.
//!
//! * `engine` is the seam: the only module that knows which model checker this is. It looks for a failing execution.
//! * `gate` and `current` are what the facade's objects are built from.
//! * [`sync`], [`thread`], [`hint`], [`cell`] have std's names and signatures.
//! * `check` is what tests call, and `ending` how an execution comes to its end; `recorder` writes it down into a [`log`], and
//!   [`timeline`] draws it.

mod calls;
pub mod cell;
mod check;
mod closer;
mod conditions;
mod content;
mod current;
mod ending;
mod engine;
mod gate;
pub mod hint;
pub mod log;
mod memory;
mod number;
mod recorder;
mod report;
mod show;
pub mod sync;
#[cfg(test)]
mod tests;
pub mod thread;
pub mod timeline;
mod verdict;
mod watch;

pub use check::{Model, model, stop_the_clock};
pub(crate) use current::is_exploring;
pub use show::show_type;
