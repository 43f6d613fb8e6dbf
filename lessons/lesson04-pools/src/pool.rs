//! Threads that are started once and do one job after another.

use std::collections::VecDeque;

use kit::sync::{Arc, Mutex};

/// A fixed number of threads that do whatever jobs they are given.
///
/// Jobs are begun in the order in which they were given, by whoever is free.
/// A job that panics costs no worker: its panic ends with the job, and the payload is dropped.
/// (A payload that panics itself when it is dropped is not provided for.)
///
/// Dropping the pool waits until every job that was given has been done, and its threads have ended.
/// A job may own the pool together with others, in an [`Arc`].
/// If it turns out to be the last owner, the pool is dropped on one of its own threads.
/// Then all is as above, but nobody can wait for that one thread: it does its share of the jobs that
/// are left, and ends by itself.
pub struct ThreadPool {
    shared: Arc<Shared>,
}

/// What the workers and the pool's owner see.
struct Shared {
    state: Mutex<State>,
}

/// A job that waits: any closure that can be called once, in a box, so that all are of one size.
type Job = Box<dyn FnOnce() + Send>;

struct State {
    waiting: VecDeque<Job>,
}

impl ThreadPool {
    /// A pool of so many threads. They are started here, and no others ever.
    ///
    /// # Panics
    ///
    /// Panics with "a pool needs at least one worker" if `workers` is 0. Panics if the system refuses a thread, as [`std::thread::spawn`] does.
    pub fn new(workers: usize) -> Self {
        todo!("start threads that wait for jobs, {workers} of them")
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        todo!("the number of threads that `new` started")
    }

    /// Adds `job` at the end of those that wait.
    ///
    /// * Blocking: never waits for a job. May be called inside a job.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let _ = (job, &self.shared);
        todo!("put the job where the workers look for one")
    }

    /// Does the first job that waits, on the caller's own thread. Returns whether there was one.
    ///
    /// A job that panics counts as done: its panic does not reach the caller.
    ///
    /// * Blocking: until that one job is done; never waits for another job to come or to end.
    ///   May be called inside a job, and by several threads at once.
    pub fn run_one(&self) -> bool {
        todo!("do one job that waits, if there is one")
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        let _ = &self.shared; // nothing more will come: who must learn it, and whom do you wait for?
    }
}
