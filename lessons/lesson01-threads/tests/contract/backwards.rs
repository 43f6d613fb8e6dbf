//! Makes threads finish in the opposite order, so that "in order" cannot be had by luck.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// The last of some threads leaves first.
pub(crate) struct Backwards {
    /// How many have not yet left; 0 also when one of them has given up.
    left: Mutex<usize>,
    changed: Condvar,
}

impl Backwards {
    pub(crate) fn new(count: usize) -> Self {
        Self {
            left: Mutex::new(count),
            changed: Condvar::new(),
        }
    }

    /// Waits until all those with a higher number have left.
    ///
    /// Where they do not work at the same time, that never comes: then all pass after two seconds, and
    /// another test says why.
    pub(crate) fn leave(&self, number: usize) {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut left, timeout) = self
            .changed
            .wait_timeout_while(left, Duration::from_secs(2), |left| *left > number + 1)
            .unwrap_or_else(PoisonError::into_inner);
        // Gives the one before a head start in whatever it does with its answer.
        thread::sleep(Duration::from_millis(5));
        *left = if timeout.timed_out() {
            0
        } else {
            number.min(*left)
        };
        self.changed.notify_all();
    }
}
