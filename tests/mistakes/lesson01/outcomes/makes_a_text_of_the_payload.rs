//! Mistake: puts a text of its own in place of the payload.
//! Caught by: contract outcomes::t5_the_payload_of_a_panic_is_kept
//! Says: the `Err` holds something else

use std::thread;

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    thread::scope(|s| {
        let handles: Vec<_> = jobs.into_iter().map(|job| s.spawn(job)).collect();
        handles
            .into_iter()
            .map(|h| h.join().map_err(|_| Box::new("a job panicked") as _))
            .collect()
    })
}
