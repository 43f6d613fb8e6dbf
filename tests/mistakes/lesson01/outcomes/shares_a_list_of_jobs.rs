//! Mistake: starts a thread for each job, but they all take their jobs from one list: the first ones do the work of the others.
//! Caught by: contract outcomes::t6_a_hundred_jobs_get_a_hundred_threads
//! Says: were over at once: 100
//! Varies: how many jobs the first threads get.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::Mutex,
    thread,
};

/// Something to do, once, on another thread.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let count = jobs.len();
    let mut results: Vec<_> = jobs.iter().map(|_| None).collect();
    let waiting: Mutex<VecDeque<_>> = Mutex::new(jobs.into_iter().zip(&mut results).collect());
    thread::scope(|scope| {
        for _ in 0..count {
            scope.spawn(|| {
                let next = || waiting.lock().unwrap().pop_front();
                while let Some((job, result)) = next() {
                    *result = Some(panic::catch_unwind(AssertUnwindSafe(job)));
                }
            });
        }
    });
    drop(waiting);
    results.into_iter().flatten().collect()
}
