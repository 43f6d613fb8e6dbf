//! Mistake: `wait_timeout` alone has a short cut that reads without the lock, and `Relaxed`.
//! Caught by: race latch::t13_wait_timeout_sees_as_much_as_wait
//! Says: and read 0

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
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        if self.open.load(Ordering::Relaxed) {
            return true;
        }
        let count = self.count.lock().unwrap();
        let waited = self
            .zero
            .wait_timeout_while(count, limit, |count| *count > 0);
        *waited.unwrap().0 == 0
    }
}
