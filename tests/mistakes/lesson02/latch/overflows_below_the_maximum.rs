//! Mistake: takes `Duration::MAX` for the only limit that is too large to be added to a time.
//! Caught by: contract latch::t5_wait_timeout_says_whether_the_count_is_0
//! Says: with Duration::MAX / 2 panicked

use std::time::{Duration, Instant};

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
        *count = count.saturating_sub(1);
        if *count == 0 {
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        if limit == Duration::MAX {
            self.wait();
            return true;
        }
        let end = Instant::now() + limit;
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            count = self.zero.wait_timeout(count, left).unwrap().0;
        }
        true
    }
}
