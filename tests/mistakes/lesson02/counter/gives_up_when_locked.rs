//! Mistake: adds only if the lock happens to be free, and drops the number otherwise.
//! Caught by: race counter::t2_two_threads_that_add_at_the_same_time_lose_nothing
//! Says: an update was lost

use kit::sync::Mutex;

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
        if let Ok(mut total) = self.total.try_lock() {
            *total += n;
        }
    }

    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap()
    }
}
