//! Mistake: an atomic exchange that failed is tried once more, and not again.
//! Caught by: race counter::t3_an_update_that_returned_is_in_every_total_from_then_on
//! Says: an update was lost

use kit::sync::atomic::{AtomicU64, Ordering};

/// A count that any number of threads may add to at the same time.
#[derive(Debug, Default)]
pub struct Counter {
    total: AtomicU64,
}

impl Counter {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&self, n: u64) {
        let exchange = |seen| {
            let ordering = Ordering::Relaxed;
            self.total
                .compare_exchange(seen, seen + n, ordering, ordering)
        };
        if let Err(seen) = exchange(self.total()) {
            let _ = exchange(seen);
        }
    }

    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }
}
