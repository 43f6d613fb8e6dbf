//! Mistake: counts down and notifies without the lock: right between the look of a thread and its sleep. [32]
//! Caught by: race latch::t8_no_wake_up_is_lost
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
        let before = self
            .count
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
                count.checked_sub(1)
            });
        if before == Ok(1) {
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
