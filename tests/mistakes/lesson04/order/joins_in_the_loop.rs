//! Mistake: submits and joins in one loop, so the items are done one after the other. [1]
//! Caught by: contract order::t2_all_are_started_before_any_is_waited_for
//! Says: only 1 of 3 were there

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
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
        let f = Arc::new(f);
        let submit = |item| {
            let f = Arc::clone(&f);
            self.submit(move || f(item))
        };
        let mut answers = Vec::new();
        for item in items {
            let result = submit(item).join();
            answers.push(result.unwrap_or_else(|payload| panic::resume_unwind(payload)));
        }
        answers
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
