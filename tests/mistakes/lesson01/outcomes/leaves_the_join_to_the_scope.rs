//! Mistake: each thread writes its value into a slot and nobody joins it, so the scope panics when a job has panicked. [4]
//! Caught by: contract outcomes::t3_a_panic_is_an_error_in_its_place
//! Says: a scoped thread panicked

use std::thread;

/// Something to do, once, on another thread.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let mut slots: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    thread::scope(|scope| {
        for (slot, job) in slots.iter_mut().zip(jobs) {
            scope.spawn(move || *slot = Some(job()));
        }
    });
    slots
        .into_iter()
        .map(|slot| slot.ok_or_else(|| Box::new("the job panicked") as _))
        .collect()
}
