//! Mistake: leaves out the jobs that panicked, and nobody hears of it. [4]
//! Caught by: contract outcomes::t3_a_panic_is_an_error_in_its_place
//! Says: the results were ["1", "2"]

use std::thread;

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    thread::scope(|s| {
        let handles: Vec<_> = jobs.into_iter().map(|job| s.spawn(job)).collect();
        handles
            .into_iter()
            .filter_map(|h| h.join().ok())
            .map(Ok)
            .collect()
    })
}
