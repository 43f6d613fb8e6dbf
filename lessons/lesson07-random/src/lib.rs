//! Lesson 07: Random numbers — luck that can be repeated.
//!
//! The lesson itself is `README.md`. One module an exercise, in the order in which they are done:
//! `streams`, `samples`, `dice`.

mod dice;
mod samples;
mod streams;

pub use dice::roll;
pub use samples::samples;
pub use streams::streams;
