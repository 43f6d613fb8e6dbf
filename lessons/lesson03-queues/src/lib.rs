//! Lesson 03: handing work over, from those who have it to those who do it.
//!
//! * [`mod@drain`]: several hands empty one list of work (yours to mend).
//! * [`bounded`]: a queue with room for so many, that makes both sides wait.
//! * [`tracked`]: a queue that knows when everything is done.
//! * [`mod@pipeline`]: hands in a row, with short belts between them.
//! * [`ticker`]: a hand that works now and then, and stops when told.
//!
//! Whatever starts threads also panics if the system refuses to start one, but only when those that it has started have
//! ended. No test asks for that.
//!
//! [`Closed`] and [`TryPushError`], with which a queue gives an item back, are ready to use.

pub mod bounded;
pub mod drain;
mod errors;
pub mod pipeline;
pub mod ticker;
pub mod tracked;

pub use bounded::BoundedQueue;
pub use drain::drain;
pub use errors::{Closed, TryPushError};
pub use pipeline::pipeline;
pub use ticker::Ticker;
pub use tracked::{Task, TaskQueue};
