//! Mistake: asks again and again, when there is nothing to help with. [36]
//! Caught by: contract nested::t6_waiting_costs_no_processor_time
//! Says: it kept a core busy

use std::thread;

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        while !handle.is_finished() {
            if !self.run_one() {
                thread::yield_now();
            }
        }
        handle.join()
    }
}
