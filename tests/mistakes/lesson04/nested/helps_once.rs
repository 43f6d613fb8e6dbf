//! Mistake: does one job, which need not be the one that it waits for.
//! Caught by: contract nested::t2_jobs_may_wait_for_jobs_that_wait_for_jobs
//! Says: each half a job for 1 worker(s) had not come back

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        if !handle.is_finished() {
            self.run_one();
        }
        handle.join()
    }
}
