//! Mistake: cuts the items into two chunks for each worker, the last of which may hold most of the work. [56]
//! Caught by: speed order::t10_skewed_work_is_balanced
//! Says: with 2 workers it is
//! Cause: imbalance

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
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
        let mut items: Vec<T> = items.into_iter().collect();
        let share = items.len().div_ceil((2 * self.workers())).max(1);
        let mut handles = Vec::new();
        while !items.is_empty() {
            let rest = items.split_off(share.min(items.len()));
            let (f, chunk) = (Arc::clone(&f), std::mem::replace(&mut items, rest));
            handles.push(self.submit(move || chunk.into_iter().map(&*f).collect::<Vec<R>>()));
        }
        let results: Vec<_> = handles.into_iter().map(JobHandle::join).collect();
        let unwrap = |result: std::thread::Result<Vec<R>>| {
            result.unwrap_or_else(|payload| panic::resume_unwind(payload))
        };
        results.into_iter().flat_map(unwrap).collect()
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
