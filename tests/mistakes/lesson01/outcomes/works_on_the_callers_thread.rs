//! Mistake: runs the last job on the caller's own thread, so that one has to catch its panic itself.
//! Caught by: contract outcomes::t2_all_jobs_run_at_the_same_time_each_on_a_thread_of_its_own
//! Says: 3 jobs ran on 2 of 3 threads

use std::{
    panic::{self, AssertUnwindSafe},
    thread,
};

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let mut jobs = jobs;
    let Some(last) = jobs.pop() else {
        return Vec::new();
    };
    thread::scope(|s| {
        let handles: Vec<_> = jobs.into_iter().map(|job| s.spawn(job)).collect();
        let last = panic::catch_unwind(AssertUnwindSafe(last));
        let mut results: Vec<_> = handles.into_iter().map(|h| h.join()).collect();
        results.push(last);
        results
    })
}
