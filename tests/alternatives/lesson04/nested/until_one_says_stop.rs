//! Alternative: one loop that ends in two places, each with its own reason to take the answer.

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        loop {
            if handle.is_finished() {
                return handle.join(); // the answer is there
            }
            if !self.run_one() {
                return handle.join(); // somebody works on it
            }
        }
    }
}
