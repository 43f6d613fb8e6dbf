//! Exercise `outcomes`: every result comes back, also from a job that panics.

//# stub: use std::thread;
//# solution:
use std::thread::{self, ScopedJoinHandle};
//# end

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
///
/// The results come in the order of `jobs`. A job that panics is an `Err` in its place, with the very value that it
/// panicked with; it changes nothing for the others. The caller's own thread only waits.
///
/// * Blocking: returns when all threads that it started have ended.
///
/// # Example
///
/// ```
/// # use lesson01::{Job, run_all};
/// let jobs: Vec<Job<'_, i32>> = vec![Box::new(|| 6 * 7), Box::new(|| panic!("out of ink"))];
/// let results = run_all(jobs);
/// assert_eq!(results[0].as_ref().ok(), Some(&42));
/// assert!(results[1].is_err());
/// ```
///
/// Source: [`std::thread::Result`].
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    //# stub: todo!(
    //# stub:     "run {} jobs at the same time, and return what became of each",
    //# stub:     jobs.len()
    //# stub: )
    //# solution:
    thread::scope(|scope| {
        let threads: Vec<_> = jobs.into_iter().map(|job| scope.spawn(job)).collect();
        threads.into_iter().map(ScopedJoinHandle::join).collect()
    })
    //# end
}
