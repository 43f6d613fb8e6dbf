//! Mistake: a pool of one worker is helped; with more, it is left to the others.
//! Caught by: contract nested::t2_jobs_may_wait_for_jobs_that_wait_for_jobs
//! Says: each half a job for 2 worker(s) had not come back

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        while self.workers() == 1 && !handle.is_finished() && self.run_one() {}
        handle.join()
    }
}
