//! Mistake: sleeps for fifty milliseconds, looks, and sleeps again: few wake-ups, and each for nothing.
//! Caught by: contract latch::t6_waiting_costs_no_processor_time
//! Says: woke up by itself

use std::time::Duration;

use kit::{
    sync::{Condvar, Mutex},
    thread,
};

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
        while *self.count.lock().unwrap() > 0 {
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let count = self.count.lock().unwrap();
        let waited = self
            .zero
            .wait_timeout_while(count, limit, |count| *count > 0);
        *waited.unwrap().0 == 0
    }
}
