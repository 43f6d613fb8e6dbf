//! Mistake: a job that waits for a job keeps its worker from doing it. [50]
//! Caught by: contract nested::t1_a_job_may_submit_a_job_and_wait_for_it
//! Says: on the only worker that submits a job and waits for it had not come back

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        handle.join()
    }
}
