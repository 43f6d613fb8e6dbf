//! Mistake: asks `if` where it must ask `while`: a condition variable may wake a thread for no reason. [30]
//! Caught by: race latch::t10_what_was_done_before_is_seen_by_whoever_has_waited
//! Says: wakes up for no reason

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
        *count = count.saturating_sub(1);
        if *count == 0 {
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        if *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
        drop(count);
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
