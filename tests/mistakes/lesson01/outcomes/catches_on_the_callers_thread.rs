//! Mistake: catches every panic, as with `try` and `except`, but calls one job after the other on the caller's thread.
//! Caught by: contract outcomes::t2_all_jobs_run_at_the_same_time_each_on_a_thread_of_its_own
//! Says: only 1 of 3 were there

use std::{
    panic::{self, AssertUnwindSafe},
    thread,
};

/// Something to do, once, on another thread.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs`, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    jobs.into_iter()
        .map(|job| panic::catch_unwind(AssertUnwindSafe(job)))
        .collect()
}
