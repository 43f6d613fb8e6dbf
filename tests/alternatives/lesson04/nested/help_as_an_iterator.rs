//! Alternative: helping is an iterator, used up until there is a reason to stop.

use std::iter;

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        let help = || (!handle.is_finished() && self.run_one()).then_some(());
        iter::from_fn(help).for_each(drop);
        handle.join()
    }
}
