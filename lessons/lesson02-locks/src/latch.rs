//! Exercise `latch`: wait until a number of things have happened.

use std::time::Duration;

use kit::sync::{Condvar, Mutex};

/// Lets threads wait until a count has come down to 0. Then it stays open for ever.
///
/// * Memory order: what a thread did before it counted down is seen by whoever has waited.
#[derive(Debug)]
pub struct Latch {
    count: Mutex<usize>,
    zero: Condvar,
}

impl Latch {
    /// A latch that opens after `count` calls of [`count_down`](Self::count_down); with 0 it is open already.
    pub fn new(count: usize) -> Self {
        Self {
            count: Mutex::new(count),
            zero: Condvar::new(),
        }
    }

    /// Takes one from the count. At 0 all who wait go on, and further calls change nothing.
    pub fn count_down(&self) {
        todo!("take one from the count; at 0, let all go on who wait")
    }

    /// Waits until the count is 0.
    ///
    /// * Blocking: returns at once if the count is 0 already. Waiting costs no processor time.
    pub fn wait(&self) {
        todo!("wait until the count is 0")
    }

    /// Waits until the count is 0, but not longer than `limit`, counted from the call on. Returns whether the
    /// count is 0.
    ///
    /// * Blocking: as [`wait`](Self::wait), up to the limit, which may be as large as you like; `Duration::MAX` is no limit.
    pub fn wait_timeout(&self, limit: Duration) -> bool {
        todo!("wait until the count is 0, at most {limit:?}")
    }
}
