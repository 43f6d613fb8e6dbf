//! Alternative: `map` gives the pool as many helpers as it has workers, who take items from a shared iterator; answers go into one channel.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Mutex,
        mpsc::{self, IntoIter},
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
        let items: Vec<(usize, T)> = items.into_iter().enumerate().collect();
        let shared = Arc::new((Mutex::new(items.into_iter()), f));
        let (sender, receiver) = mpsc::channel();
        for _ in 0..self.workers() {
            let (shared, sender) = (Arc::clone(&shared), sender.clone());
            self.execute(move || {
                let (items, f) = &*shared;
                let next = || items.lock().unwrap().next();
                while let Some((place, item)) = next() {
                    let result = panic::catch_unwind(AssertUnwindSafe(|| f(item)));
                    let _ = sender.send((place, result));
                }
            });
        }
        drop(sender);
        let mut results: Vec<_> = receiver.iter().collect();
        results.sort_unstable_by_key(|&(place, _)| place);
        let answer = |(_, result): (usize, std::thread::Result<R>)| {
            result.unwrap_or_else(|payload| panic::resume_unwind(payload))
        };
        results.into_iter().map(answer).collect()
    }

    /// Gives all `jobs` to the pool, and returns their answers as they come.
    pub fn as_completed<T, F>(&self, jobs: impl IntoIterator<Item = F>) -> AsCompleted<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let (sender, answers) = mpsc::channel();
        jobs.into_iter().enumerate().for_each(|(number, job)| {
            let sender = sender.clone();
            self.execute(move || {
                let _ = sender.send((number, panic::catch_unwind(AssertUnwindSafe(job))));
            });
        });
        AsCompleted(answers.into_iter())
    }
}

/// The answers of [`ThreadPool::as_completed`], first come, first served.
pub struct AsCompleted<T>(IntoIter<(usize, std::thread::Result<T>)>);

impl<T> Iterator for AsCompleted<T> {
    type Item = (usize, std::thread::Result<T>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}
