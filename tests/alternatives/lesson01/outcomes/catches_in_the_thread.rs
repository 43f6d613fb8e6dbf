//! Alternative: each thread catches its own job's panic and writes the outcome into its slot; the scope does the joining.

use std::{
    panic::{self, AssertUnwindSafe},
    thread,
};

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let mut slots: Vec<Option<thread::Result<T>>> = Vec::new();
    slots.resize_with(jobs.len(), || None);
    thread::scope(|scope| {
        for (job, slot) in jobs.into_iter().zip(&mut slots) {
            scope.spawn(move || *slot = Some(panic::catch_unwind(AssertUnwindSafe(job))));
        }
    });
    slots
        .into_iter()
        .map(|slot| slot.expect("every thread fills its slot"))
        .collect()
}
