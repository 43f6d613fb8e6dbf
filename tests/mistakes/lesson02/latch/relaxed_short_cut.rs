//! Mistake: a short cut that reads the count without the lock, and `Relaxed`: open, but what was done before is not seen. [85]
//! Caught by: race latch::t10_what_was_done_before_is_seen_by_whoever_has_waited
//! Says: read 0 then

use std::time::Duration;

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicBool, Ordering},
};

/// Lets threads wait until a count has come down to 0.
#[derive(Debug)]
pub struct Latch {
    count: Mutex<usize>,
    zero: Condvar,
    open: AtomicBool,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: Mutex::new(count),
            zero: Condvar::new(),
            open: AtomicBool::new(count == 0),
        }
    }

    pub fn count_down(&self) {
        let mut count = self.count.lock().unwrap();
        *count = count.saturating_sub(1);
        if *count == 0 {
            self.open.store(true, Ordering::Relaxed);
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        if self.open.load(Ordering::Relaxed) {
            return;
        }
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
