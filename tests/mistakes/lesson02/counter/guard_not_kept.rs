//! Mistake: a lock beside the number, as in Python, whose guard is kept by nobody and dropped at once.
//! Caught by: race counter::t2_two_threads_that_add_at_the_same_time_lose_nothing
//! Says: an update was lost

use kit::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

#[derive(Debug, Default)]
pub struct Counter {
    total: AtomicU64,
    lock: Mutex<()>,
}

impl Counter {
    pub fn new() -> Self {
        Self {
            total: AtomicU64::new(0),
            lock: Mutex::new(()),
        }
    }

    pub fn add(&self, n: u64) {
        self.lock.lock().unwrap();
        let before = self.total.load(Ordering::SeqCst);
        self.total.store(before + n, Ordering::SeqCst);
    }

    pub fn total(&self) -> u64 {
        self.total.load(Ordering::SeqCst)
    }
}
