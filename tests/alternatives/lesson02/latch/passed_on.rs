//! Alternative: the last count wakes one, and whoever goes on wakes the next one.

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
        if *count == 0 {
            self.zero.notify_one();
        }
    }

    pub fn wait(&self) {
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
        self.zero.notify_one();
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let count = self.count.lock().unwrap();
        let (count, _) = self
            .zero
            .wait_timeout_while(count, limit, |count| *count > 0)
            .unwrap();
        if *count == 0 {
            self.zero.notify_one();
        }
        *count == 0
    }
}
