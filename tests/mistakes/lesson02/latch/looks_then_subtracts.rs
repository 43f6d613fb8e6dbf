//! Mistake: looks whether the count is above 0, and subtracts in a second step: two at once go below 0.
//! Caught by: race latch::t12_two_that_count_down_from_1_leave_it_open
//! Says: counted a latch of 1 down at the same time

use std::time::Duration;

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// Lets threads wait until a count has come down to 0.
#[derive(Debug)]
pub struct Latch {
    count: AtomicUsize,
    lock: Mutex<()>,
    zero: Condvar,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: AtomicUsize::new(count),
            lock: Mutex::new(()),
            zero: Condvar::new(),
        }
    }

    pub fn count_down(&self) {
        if self.count.load(Ordering::Acquire) > 0 && self.count.fetch_sub(1, Ordering::AcqRel) == 1
        {
            let _held = self.lock.lock().unwrap();
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut held = self.lock.lock().unwrap();
        while self.count.load(Ordering::Acquire) > 0 {
            held = self.zero.wait(held).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let held = self.lock.lock().unwrap();
        let closed = |_: &mut ()| self.count.load(Ordering::Acquire) > 0;
        let waited = self.zero.wait_timeout_while(held, limit, closed);
        !waited.unwrap().1.timed_out()
    }
}
