//! Mistake: loads the count and stores it in two steps, so that two threads take one. [9]
//! Caught by: race latch::t9_two_that_count_down_at_once_both_count
//! Says: DEADLOCK

use std::time::Duration;

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// Lets threads wait until a count has come down to 0.
#[derive(Debug)]
pub struct Latch {
    count: AtomicUsize,
    sleepers: Mutex<()>,
    zero: Condvar,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: AtomicUsize::new(count),
            sleepers: Mutex::new(()),
            zero: Condvar::new(),
        }
    }

    pub fn count_down(&self) {
        let count = self.count.load(Ordering::SeqCst).saturating_sub(1);
        self.count.store(count, Ordering::SeqCst);
        let _guard = self.sleepers.lock().unwrap();
        if self.count.load(Ordering::SeqCst) == 0 {
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut guard = self.sleepers.lock().unwrap();
        while self.count.load(Ordering::SeqCst) > 0 {
            guard = self.zero.wait(guard).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let guard = self.sleepers.lock().unwrap();
        let closed = |_: &mut ()| self.count.load(Ordering::SeqCst) > 0;
        let _guard = self.zero.wait_timeout_while(guard, limit, closed).unwrap();
        self.count.load(Ordering::SeqCst) == 0
    }
}
