//! Mistake: locks on both sides of `=`: the guard of the one side lives while the other side waits for the lock. [20]
//! Caught by: contract counter::t1_the_total_is_the_sum_of_all_that_was_added
//! Says: did not come back, with nobody else there

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
        *self.total.lock().unwrap() = *self.total.lock().unwrap() + n;
    }

    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap()
    }
}
