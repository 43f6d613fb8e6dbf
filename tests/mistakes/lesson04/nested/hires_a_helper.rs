//! Mistake: a new thread helps, while the one who waits does nothing. [54]
//! Caught by: contract nested::t3_while_it_waits_it_does_other_jobs
//! Says: was not done by the one who waits

use std::thread;

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        thread::scope(|scope| {
            scope.spawn(|| while self.run_one() {});
        });
        handle.join()
    }
}
