//! Alternative: recursion instead of a list of handles: each call starts one job, then the rest, and joins on the way back.

use std::{
    thread::{self, Scope},
    vec,
};

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let mut results = Vec::with_capacity(jobs.len());
    thread::scope(|scope| run_rest(scope, jobs.into_iter(), &mut results));
    results.reverse();
    results
}

fn run_rest<'scope, 'a: 'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    mut jobs: vec::IntoIter<Job<'a, T>>,
    results: &mut Vec<thread::Result<T>>,
) {
    if let Some(job) = jobs.next() {
        let thread = scope.spawn(job);
        run_rest(scope, jobs, results);
        results.push(thread.join());
    }
}
