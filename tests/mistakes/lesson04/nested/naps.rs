//! Mistake: sleeps for a millisecond when there is nothing to help with, and looks again. [6]
//! Caught by: contract nested::t6_waiting_costs_no_processor_time
//! Says: it woke
//! Varies: how often a busy machine lets it wake up.

use std::{thread, time::Duration};

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job, and does others meanwhile.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        while !handle.is_finished() {
            if !self.run_one() {
                thread::sleep(Duration::from_millis(1));
            }
        }
        handle.join()
    }
}
