//! Mistake: does a job first and looks then, so it begins one even if its own has long ended.
//! Caught by: contract nested::t7_for_a_job_that_has_ended_before_the_call_no_other_is_begun
//! Says: returned Some(7) after 1 of the others

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        while self.run_one() {
            if handle.is_finished() {
                break;
            }
        }
        handle.join()
    }
}
