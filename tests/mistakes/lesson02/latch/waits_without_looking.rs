//! Mistake: waits for a notification without looking at the count; one that came before is missed. [31]
//! Caught by: contract latch::t1_a_latch_of_0_is_open
//! Says: wait never came back

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
        let count = self.count.lock().unwrap();
        drop(self.zero.wait(count).unwrap());
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
