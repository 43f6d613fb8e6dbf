//! The facade without a model checker: std's own types, at no cost.

pub mod cell;

/// Locks, condition variables, channels, atomics: `std::sync`.
pub mod sync {
    pub use std::sync::*;
}

pub use std::{hint, thread};
