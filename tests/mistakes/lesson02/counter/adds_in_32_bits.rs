//! Mistake: counts in a `u32`, which most counts fit into.
//! Caught by: contract counter::t1_the_total_is_the_sum_of_all_that_was_added
//! Says: was added to a count of 7

use kit::sync::atomic::{AtomicU32, Ordering};

/// A count that any number of threads may add to at the same time.
#[derive(Debug, Default)]
pub struct Counter {
    total: AtomicU32,
}

impl Counter {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&self, n: u64) {
        self.total.fetch_add(n as u32, Ordering::Relaxed);
    }

    pub fn total(&self) -> u64 {
        u64::from(self.total.load(Ordering::Relaxed))
    }
}
