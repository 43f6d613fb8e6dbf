//! Alternative: numbered outcomes come through a channel, and each goes to its place as it comes.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let mut results: Vec<_> = jobs.iter().map(|_| None).collect();
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for (number, job) in jobs.into_iter().enumerate() {
            let sender = sender.clone();
            scope.spawn(move || {
                let result = panic::catch_unwind(AssertUnwindSafe(job));
                sender.send((number, result))
            });
        }
        drop(sender);
        for (number, result) in receiver {
            results[number] = Some(result);
        }
    });
    results.into_iter().flatten().collect()
}
