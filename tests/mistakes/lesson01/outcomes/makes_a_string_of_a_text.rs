//! Mistake: a payload that is a `&str` comes back as a `String`.
//! Caught by: contract outcomes::t5_the_payload_of_a_panic_is_kept
//! Says: a `&str`

use std::{any::Any, thread};

/// Something to do, once, on another thread.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let tidy = |payload: Box<dyn Any + Send>| match payload.downcast::<&str>() {
        Ok(text) => Box::new(text.to_string()),
        Err(payload) => payload,
    };
    thread::scope(|scope| {
        let threads: Vec<_> = jobs.into_iter().map(|job| scope.spawn(job)).collect();
        let results = threads.into_iter().map(|thread| thread.join());
        results.map(|result| result.map_err(tidy)).collect()
    })
}
