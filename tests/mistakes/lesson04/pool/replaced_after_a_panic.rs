//! Mistake: a job that panics ends its thread, and another thread is started in its place.
//! Caught by: contract pool::t5_a_job_that_panics_costs_no_worker
//! Says: 20 jobs that panicked were done by

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

/// A fixed number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: usize,
}

/// What the workers and the pool's owner see.
struct Shared {
    state: Mutex<State>,
    /// A job has come, or none will come any more.
    news: Condvar,
}

/// A job that waits: any closure that can be called once, in a box, so that all are of one size.
type Job = Box<dyn FnOnce() + Send>;

struct State {
    waiting: VecDeque<Job>,
    closed: bool,
    threads: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// A pool of so many threads. They are started here, and no others ever.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                closed: false,
                threads: Vec::new(),
            }),
            news: Condvar::new(),
        });
        (0..workers).for_each(|_| hire(&shared));
        Self { shared, workers }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// Adds `job` at the end of those that wait.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.state.lock().unwrap();
        state.waiting.push_back(Box::new(job));
        self.shared.news.notify_one();
    }

    /// Does the first job that waits, on the caller's own thread. Returns whether there was one.
    pub fn run_one(&self) -> bool {
        let job = self.shared.state.lock().unwrap().waiting.pop_front();
        job.map(run).is_some()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        state.closed = true;
        self.shared.news.notify_all();
        drop(state); // the workers need it to end
        let next = || self.shared.state.lock().unwrap().threads.pop();
        while let Some(worker) = next() {
            if worker.thread().id() == thread::current().id() {
                continue;
            }
            let _ = worker.join();
        }
    }
}

impl Shared {
    /// The next job; waits while there is none. `None` if none will come any more.
    fn next(&self) -> Option<Job> {
        let mut state = self.state.lock().unwrap();
        while state.waiting.is_empty() && !state.closed {
            state = self.news.wait(state).unwrap();
        }
        state.waiting.pop_front()
    }
}

/// Starts a thread, which sees to it that another one takes its place if it panics.
fn hire(shared: &Arc<Shared>) {
    struct Replace(Arc<Shared>);

    impl Drop for Replace {
        fn drop(&mut self) {
            if thread::panicking() {
                hire(&self.0);
            }
        }
    }

    let place = Replace(Arc::clone(shared));
    let thread = thread::spawn(move || {
        while let Some(job) = place.0.next() {
            job();
        }
    });
    shared.state.lock().unwrap().threads.push(thread);
}

/// Does a job.
fn run(job: Job) {
    let _ = panic::catch_unwind(AssertUnwindSafe(job));
}
