//! Mistake: counts down and notifies nobody.
//! Caught by: contract latch::t2_wait_comes_back_with_the_last_count_and_not_before
//! Says: was counted down twice, and wait did not come back

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
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
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
