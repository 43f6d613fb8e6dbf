//! Mistake: runs sixteen jobs at a time, and the next sixteen when these have ended.
//! Caught by: contract outcomes::t6_a_hundred_jobs_get_a_hundred_threads
//! Says: only 16 of 100

use std::thread;

/// Something to do, once, on another thread.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let mut jobs = jobs.into_iter();
    let mut results = Vec::new();
    while jobs.len() > 0 {
        thread::scope(|scope| {
            let portion = jobs.by_ref().take(16);
            let threads: Vec<_> = portion.map(|job| scope.spawn(job)).collect();
            results.extend(threads.into_iter().map(|thread| thread.join()));
        });
    }
    results
}
