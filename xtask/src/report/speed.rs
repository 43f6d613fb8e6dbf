//! What was measured.

use std::time::Duration;

use crate::speed::{Account, Comparison, Facts};

/// What the speed stage measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Speed {
    /// How many workers the subject had.
    pub workers: usize,
    /// How many times as fast as our serial code it had to be.
    pub at_least: f64,
    /// What it was compared with.
    pub comparison: Comparison,
    /// What the rounds showed.
    pub facts: Facts,
    /// How long the rounds took.
    pub took: Duration,
    /// Where the time of one run went, if it was too slow.
    pub account: Option<Account>,
}
