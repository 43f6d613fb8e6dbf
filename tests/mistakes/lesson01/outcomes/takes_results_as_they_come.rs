//! Mistake: sends results through a channel and takes them in finishing order. [53]
//! Caught by: contract outcomes::t1_every_result_comes_back_in_the_order_of_the_jobs
//! Says: the results came as ["3", "2", "1", "0"]

use std::{
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        for job in jobs {
            let sender = sender.clone();
            s.spawn(move || sender.send(panic::catch_unwind(AssertUnwindSafe(job))));
        }
    });
    drop(sender);
    receiver.iter().collect()
}
