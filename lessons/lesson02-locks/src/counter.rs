//! Exercise `counter`: mend a count that loses updates.

use kit::sync::Mutex;

/// A count that any number of threads may add to at the same time.
///
/// No update is ever lost, however the threads meet.
#[derive(Debug, Default)]
pub struct Counter {
    total: Mutex<u64>,
}

impl Counter {
    /// A count of 0.
    pub fn new() -> Self {
        Self {
            total: Mutex::new(0),
        }
    }

    /// Adds `n`.
    ///
    /// * Blocking: waits while another thread adds or reads, never longer.
    /// * Overflow: more than `u64::MAX` in all is the caller's fault; nothing is promised then.
    pub fn add(&self, n: u64) {
        let before = *self.total.lock().unwrap();
        *self.total.lock().unwrap() = before + n;
    }

    /// All that has been added so far.
    pub fn total(&self) -> u64 {
        *self.total.lock().unwrap()
    }
}
