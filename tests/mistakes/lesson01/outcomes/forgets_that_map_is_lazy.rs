//! Mistake: maps `spawn` and `join` in one chain: nothing is started before it is asked for. [2]
//! Caught by: contract outcomes::t2_all_jobs_run_at_the_same_time_each_on_a_thread_of_its_own
//! Says: only 1 of 3 were there

use std::thread;

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    thread::scope(|s| {
        jobs.into_iter()
            .map(|job| s.spawn(job))
            .map(|handle| handle.join())
            .collect()
    })
}
