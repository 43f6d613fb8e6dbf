//! Mistake: the number is atomic, but it is loaded and stored in two steps. [9]
//! Caught by: race counter::t2_two_threads_that_add_at_the_same_time_lose_nothing
//! Says: added 1 and 2 at the same time

use kit::sync::atomic::{AtomicU64, Ordering};

/// A count that any number of threads may add to at the same time.
#[derive(Debug, Default)]
pub struct Counter {
    total: AtomicU64,
}

impl Counter {
    pub fn new() -> Self {
        Self {
            total: AtomicU64::new(0),
        }
    }

    pub fn add(&self, n: u64) {
        let before = self.total.load(Ordering::SeqCst);
        self.total.store(before + n, Ordering::SeqCst);
    }

    pub fn total(&self) -> u64 {
        self.total.load(Ordering::SeqCst)
    }
}
