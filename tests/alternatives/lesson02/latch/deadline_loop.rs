//! Alternative: the plain lock and Condvar, with one loop for both waits and an optional deadline.

use std::time::{Duration, Instant};

use kit::sync::{Condvar, Mutex};

pub struct Latch {
    left: Mutex<usize>,
    changed: Condvar,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        let (left, changed) = (Mutex::new(count), Condvar::new());
        Self { left, changed }
    }

    pub fn count_down(&self) {
        let mut left = self.left.lock().unwrap();
        if *left > 0 {
            *left -= 1;
            drop(left);
            self.changed.notify_all();
        }
    }

    pub fn wait(&self) {
        self.wait_until(None);
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        self.wait_until(Instant::now().checked_add(limit))
    }

    fn wait_until(&self, deadline: Option<Instant>) -> bool {
        let mut left = self.left.lock().unwrap();
        while *left > 0 {
            left = match deadline {
                None => self.changed.wait(left).unwrap(),
                Some(deadline) => {
                    let rest = deadline.saturating_duration_since(Instant::now());
                    if rest.is_zero() {
                        return false;
                    }
                    self.changed.wait_timeout(left, rest).unwrap().0
                }
            };
        }
        true
    }
}
