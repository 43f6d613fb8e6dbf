//! Mistake: gives the whole limit to each wait, so that it begins anew with each wake-up.
//! Caught by: contract latch::t5_wait_timeout_says_whether_the_count_is_0
//! Says: counted down every 5 ms

use std::time::Duration;

use kit::sync::{Condvar, Mutex};

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
        *count = count.saturating_sub(1);
        self.zero.notify_all();
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            let (guard, result) = self.zero.wait_timeout(count, limit).unwrap();
            if result.timed_out() {
                return false;
            }
            count = guard;
        }
        true
    }
}
