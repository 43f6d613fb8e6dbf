//! Alternative: a count under a lock says how many jobs may be taken, and the jobs lie in a list with a lock of its own.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

#[derive(Default)]
struct Permits {
    count: Mutex<(usize, bool)>,
    changed: Condvar,
}

#[derive(Default)]
struct Board {
    jobs: Mutex<VecDeque<Box<dyn FnOnce() + Send>>>,
    permits: Permits,
}

/// A fixed number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    board: Arc<Board>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// A pool of so many threads.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        let board = Arc::<Board>::default();
        let mut threads = Vec::with_capacity(workers);
        for _ in 0..workers {
            let board = Arc::clone(&board);
            threads.push(thread::spawn(move || {
                while board.permits.take(true) {
                    board.do_first();
                }
            }));
        }
        Self {
            board,
            workers: threads,
        }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers.len()
    }

    /// Adds `job` at the end of those that wait.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.board.jobs.lock().unwrap().push_back(Box::new(job));
        self.board.permits.count.lock().unwrap().0 += 1;
        self.board.permits.changed.notify_one();
    }

    /// Does the first job that waits, on the caller's own thread.
    pub fn run_one(&self) -> bool {
        let permitted = self.board.permits.take(false);
        if permitted {
            self.board.do_first();
        }
        permitted
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.board.permits.count.lock().unwrap().1 = true;
        self.board.permits.changed.notify_all();
        let here = thread::current().id();
        for worker in self.workers.drain(..) {
            if worker.thread().id() != here {
                worker.join().expect("a worker catches every panic");
            }
        }
    }
}

impl Permits {
    /// Takes the right to do one job; if there is none, waits for it or gives up.
    fn take(&self, wait: bool) -> bool {
        let mut count = self.count.lock().unwrap();
        while wait && *count == (0, false) {
            count = self.changed.wait(count).unwrap();
        }
        let some = count.0 > 0;
        count.0 -= usize::from(some);
        some
    }
}

impl Board {
    /// For one who has a permit: there is a job for each.
    fn do_first(&self) {
        let job = self.jobs.lock().unwrap().pop_front();
        let job = job.expect("a job comes before its permit");
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}
