//! Mistake: sleeps for a millisecond, looks, and sleeps again. [6]
//! Caught by: contract latch::t6_waiting_costs_no_processor_time
//! Says: in wait woke up
//! Varies: how often a busy machine lets it wake up.

use std::time::Duration;

use kit::sync::{Condvar, Mutex};

/// Lets threads wait until a count has come down to 0.
#[derive(Debug)]
pub struct Latch {
    count: Mutex<usize>,
    zero: Condvar,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: Mutex::new(count),
            zero: Condvar::new(),
        }
    }

    pub fn count_down(&self) {
        let mut count = self.count.lock().unwrap();
        if *count > 0 {
            *count -= 1;
        }
        if *count == 0 {
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        while *self.count.lock().unwrap() > 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let count = self.count.lock().unwrap();
        let (count, _) = self
            .zero
            .wait_timeout_while(count, limit, |count| *count > 0)
            .unwrap();
        *count == 0
    }
}
