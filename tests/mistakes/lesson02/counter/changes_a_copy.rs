//! Mistake: one lock over both steps, but what is changed is a copy of the number.
//! Caught by: contract counter::t1_the_total_is_the_sum_of_all_that_was_added
//! Says: not 0 and 7

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
        let mut total = *guard;
        total += n;
        println!("{total}");
    }

    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap()
    }
}
