//! Mistake: counts with `Relaxed`, and the last one opens under the lock: what the others had done is not seen.
//! Caught by: race latch::t11_what_each_did_before_it_counted_is_seen_by_whoever_has_waited
//! Says: and read 0

use std::time::Duration;

use kit::sync::{
    Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// Lets threads wait until a count has come down to 0.
#[derive(Debug)]
pub struct Latch {
    count: AtomicUsize,
    open: Mutex<bool>,
    zero: Condvar,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self {
            count: AtomicUsize::new(count),
            open: Mutex::new(count == 0),
            zero: Condvar::new(),
        }
    }

    pub fn count_down(&self) {
        let relaxed = Ordering::Relaxed;
        let before = self
            .count
            .fetch_update(relaxed, relaxed, |count| count.checked_sub(1));
        if before == Ok(1) {
            *self.open.lock().unwrap() = true;
            self.zero.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut open = self.open.lock().unwrap();
        while !*open {
            open = self.zero.wait(open).unwrap();
        }
    }

    pub fn wait_timeout(&self, limit: Duration) -> bool {
        let open = self.open.lock().unwrap();
        let waited = self.zero.wait_timeout_while(open, limit, |open| !*open);
        *waited.unwrap().0
    }
}
