//! Many jobs at once: answers in the order of the items, or in the order in which they come.

use std::sync::mpsc::Receiver;
//# solution:
use std::{
    panic::{self, AssertUnwindSafe},
    sync::{Arc, mpsc},
};
//# end

//# stub: use crate::ThreadPool;
//# solution:
use crate::{JobHandle, ThreadPool};
//# end

impl ThreadPool {
    /// Calls `f` with every item, and returns the answers in the order of the items.
    ///
    /// Each item is a job of its own, so whoever is free takes the next one.
    /// All jobs are given to the pool before the first one is waited for.
    ///
    /// * Speed: where an item takes some tens of microseconds, and some five times as much as others, two workers on two
    ///   free cores need at most two thirds of the time that one thread needs without a pool.
    /// * Blocking: until all jobs are done.
    ///   Inside a job of the same pool that may be for ever, as with [`JobHandle::join`](crate::JobHandle::join).
    ///
    /// # Panics
    ///
    /// If `f` panics, with the payload of the first item, in their order, for which it did; and only
    /// when all jobs are done.
    pub fn map<T, R>(
        &self,
        items: impl IntoIterator<Item = T>,
        f: impl Fn(T) -> R + Send + Sync + 'static,
    ) -> Vec<R>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        //# stub: let _ = (items.into_iter(), f);
        //# stub: todo!("submit a job for each item, then join them in order")
        //# solution:
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
        //# end
    }

    /// Gives all `jobs` to the pool, and returns their answers as they come.
    ///
    /// * Blocking: never waits for a job. May be called inside a job.
    pub fn as_completed<T, F>(&self, jobs: impl IntoIterator<Item = F>) -> AsCompleted<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        //# stub: let _ = jobs.into_iter();
        //# stub: todo!("execute every job; each sends its number and its answer when it is done")
        //# solution:
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
        //# end
    }
}

/// The answers of [`ThreadPool::as_completed`], first come, first served: each with the number of its job,
/// from 0, and as an `Err` with the payload if the job panicked.
///
/// It ends when every job has answered. It may be dropped before: the jobs are done all the same.
///
/// * Blocking: `next` waits for the next job to be done; costs no processor time.
pub struct AsCompleted<T> {
    answers: Receiver<(usize, std::thread::Result<T>)>,
}

impl<T> Iterator for AsCompleted<T> {
    type Item = (usize, std::thread::Result<T>);

    fn next(&mut self) -> Option<Self::Item> {
        //# stub: let _ = &self.answers;
        //# stub: todo!("wait for the next answer; None when all have come")
        //# solution:
        self.answers.recv().ok()
        //# end
    }
}
