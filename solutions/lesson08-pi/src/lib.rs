//! Lesson 08: Monte Carlo π — putting the hands to work.
//!
//! The lesson itself is `README.md`. One module an exercise, in the order in which they are done:
//! `serial`, `threads`, `with_rayon`, `processes`. Given are `blocks` (who draws from which stream), [`stream`] (what is drawn from) and `estimate` (the answer);
//! `lanes` is a challenge for whoever wants more.

mod blocks;
mod estimate;
pub mod lanes;
pub mod processes;
mod serial;
pub mod stream;
pub mod threads;
pub mod with_rayon;

pub use blocks::{BLOCK, Block, Blocks, blocks};
pub use estimate::{Estimate, EstimateError};
pub use serial::count_hits;
