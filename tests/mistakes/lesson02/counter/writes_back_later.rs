//! Mistake: copies the number out, lets the lock go, and writes the sum back under a second lock. [12]
//! Caught by: race counter::t2_two_threads_that_add_at_the_same_time_lose_nothing
//! Says: added 1 and 2 at the same time

use kit::sync::Mutex;

/// A count that any number of threads may add to at the same time.
#[derive(Debug, Default)]
pub struct Counter {
    total: Mutex<u64>,
}

impl Counter {
    pub fn new() -> Self {
        Self {
            total: Mutex::new(0),
        }
    }

    pub fn add(&self, n: u64) {
        let guard = self.total.lock().unwrap();
        let sum = *guard + n;
        drop(guard);
        let mut guard = self.total.lock().unwrap();
        *guard = sum;
    }

    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap()
    }
}
