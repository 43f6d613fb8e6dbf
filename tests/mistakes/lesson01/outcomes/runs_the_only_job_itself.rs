//! Mistake: a single job is run by the caller: why start a thread for it?
//! Caught by: contract outcomes::t6_a_hundred_jobs_get_a_hundred_threads
//! Says: were over at once: 1;

use std::{
    panic::{self, AssertUnwindSafe},
    thread,
};

/// Something to do, once, on another thread.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    if jobs.len() == 1 {
        let caught = |job| panic::catch_unwind(AssertUnwindSafe(job));
        return jobs.into_iter().map(caught).collect();
    }
    thread::scope(|scope| {
        let threads: Vec<_> = jobs.into_iter().map(|job| scope.spawn(job)).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    })
}
