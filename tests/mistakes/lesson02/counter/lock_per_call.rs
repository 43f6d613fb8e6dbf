//! Mistake: every call makes a lock of its own, so nobody ever waits for anybody. [13]
//! Caught by: race counter::t2_two_threads_that_add_at_the_same_time_lose_nothing
//! Says: added 1 and 2 at the same time

use kit::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

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
        let lock = Mutex::new(self.total.load(Ordering::SeqCst));
        let mut total = lock.lock().unwrap();
        *total += n;
        self.total.store(*total, Ordering::SeqCst);
    }

    pub fn total(&self) -> u64 {
        self.total.load(Ordering::SeqCst)
    }
}
