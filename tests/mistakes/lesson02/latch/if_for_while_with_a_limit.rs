//! Mistake: `wait_timeout` asks `if` where it must ask `while`: a wait with a limit may end for no reason as well. [30]
//! Caught by: race latch::t13_wait_timeout_sees_as_much_as_wait
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
        let count = self.count.lock().unwrap();
        drop(self.zero.wait_while(count, |count| *count > 0).unwrap());
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let mut count = self.count.lock().unwrap();
        if *count > 0 {
            count = self.zero.wait_timeout(count, limit).unwrap().0;
        }
        *count == 0
    }
}
