//! Mistake: `map` is the iterator's own: no item becomes a job.
//! Caught by: contract order::t2_all_are_started_before_any_is_waited_for
//! Says: on the thread that called map

use std::sync::mpsc::Receiver;
use std::{
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
};

use crate::ThreadPool;

impl ThreadPool {
    /// Calls `f` with every item, and returns the answers in the order of the items.
    pub fn map<T, R>(
        &self,
        items: impl IntoIterator<Item = T>,
        f: impl Fn(T) -> R + Send + Sync + 'static,
    ) -> Vec<R>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        items.into_iter().map(f).collect()
    }

    /// Gives all `jobs` to the pool, and returns their answers as they come.
    pub fn as_completed<T, F>(&self, jobs: impl IntoIterator<Item = F>) -> AsCompleted<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let (sender, answers) = mpsc::channel();
        for (number, job) in jobs.into_iter().enumerate() {
            let sender = sender.clone();
            self.execute(move || {
                let answer = panic::catch_unwind(AssertUnwindSafe(job));
                // Nobody may listen any more: the answer is dropped, like that of a forgotten handle.
                let _ = sender.send((number, answer));
            });
        }
        AsCompleted { answers }
    }
}

/// The answers of [`ThreadPool::as_completed`], first come, first served.
pub struct AsCompleted<T> {
    answers: Receiver<(usize, std::thread::Result<T>)>,
}

impl<T> Iterator for AsCompleted<T> {
    type Item = (usize, std::thread::Result<T>);

    fn next(&mut self) -> Option<Self::Item> {
        self.answers.recv().ok()
    }
}
