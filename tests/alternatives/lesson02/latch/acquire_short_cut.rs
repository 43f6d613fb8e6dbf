//! Alternative: whoever comes when the latch is open takes a short cut without the lock: a flag, `Release` and `Acquire`.

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
            self.open.store(true, Ordering::Release);
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        if self.open.load(Ordering::Acquire) {
            return;
        }
        let mut count = self.count.lock().unwrap();
        while *count > 0 {
            count = self.zero.wait(count).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        if self.open.load(Ordering::Acquire) {
            return true;
        }
        let count = self.count.lock().unwrap();
        let (count, _) = self
            .zero
            .wait_timeout_while(count, limit, |count| *count > 0)
            .unwrap();
        *count == 0
    }
}
