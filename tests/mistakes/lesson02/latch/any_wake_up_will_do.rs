//! Mistake: notifies with every count, and takes any wake-up for the last one. [30]
//! Caught by: contract latch::t2_wait_comes_back_with_the_last_count_and_not_before
//! Says: was counted down once, and wait came back

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
        self.zero.notify_all();
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
