//! Mistake: unwraps the answer in place of handing it on. [4]
//! Caught by: contract nested::t5_the_jobs_own_panic_arrives_and_no_other
//! Says: called `Result::unwrap()`

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        while !handle.is_finished() && self.run_one() {}
        Ok(handle.join().unwrap())
    }
}
