//! Mistake: stops at the first panic: what the other jobs answer is never fetched.
//! Caught by: contract outcomes::t4_the_others_still_answer_after_a_panic
//! Says: the results were ["panicked"]

use std::thread;

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    thread::scope(|s| {
        let handles: Vec<_> = jobs.into_iter().map(|job| s.spawn(job)).collect();
        let mut results = Vec::new();
        for handle in handles {
            let result = handle.join();
            let panicked = result.is_err();
            results.push(result);
            if panicked {
                break;
            }
        }
        results
    })
}
