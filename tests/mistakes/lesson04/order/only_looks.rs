//! Mistake: `next` takes what is there, and ends if there is nothing yet. [47]
//! Caught by: contract order::t6_answers_come_as_jobs_are_done
//! Says: neither of which had ended, yet next had come back

use std::sync::mpsc::Receiver;
use std::{
    panic::{self, AssertUnwindSafe},
    sync::{Arc, mpsc},
};

use crate::{JobHandle, ThreadPool};

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
        let handles: Vec<_> = items.into_iter().map(submit).collect();
        let results: Vec<_> = handles.into_iter().map(JobHandle::join).collect();
        let unwrap = |result: std::thread::Result<R>| {
            result.unwrap_or_else(|payload| panic::resume_unwind(payload))
        };
        results.into_iter().map(unwrap).collect()
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
        self.answers.try_recv().ok()
    }
}
