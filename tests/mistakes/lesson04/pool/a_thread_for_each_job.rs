//! Mistake: every job gets a thread of its own, and no thread waits for jobs. [54]
//! Caught by: contract pool::t2_the_threads_live_as_long_as_the_pool
//! Says: 0 more threads live than before

use std::panic::{self, AssertUnwindSafe};

use kit::{
    sync::Mutex,
    thread::{self, JoinHandle},
};

/// A number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    workers: usize,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl ThreadPool {
    /// A pool of so many threads.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        Self {
            workers,
            threads: Mutex::default(),
        }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// Does `job` on a thread.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let thread = thread::spawn(|| _ = panic::catch_unwind(AssertUnwindSafe(job)));
        self.threads.lock().unwrap().push(thread);
    }

    /// There never is a job that waits.
    pub fn run_one(&self) -> bool {
        false
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        for thread in self.threads.get_mut().unwrap().drain(..) {
            if thread.thread().id() != thread::current().id() {
                thread.join().unwrap();
            }
        }
    }
}
