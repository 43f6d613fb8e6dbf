//! Lesson 05: Processes — hands in other houses.
//!
//! The lesson itself is `README.md`. One module an exercise, in the order in which they are done:
//! `children`, `own_memory`, `capture`.

mod capture;
mod children;
pub mod own_memory;

pub use capture::{End, Run, run};
pub use children::{Report, census};
