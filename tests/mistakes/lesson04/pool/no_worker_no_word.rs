//! Mistake: makes a pool without workers.
//! Caught by: contract pool::t6_without_a_worker_it_panics_in_words
//! Says: it returned

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

/// A fixed number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
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
}

impl ThreadPool {
    /// A pool of so many threads. They are started here, and no others ever.
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                closed: false,
            }),
            news: Condvar::new(),
        });
        let hire = |_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                while let Some(job) = shared.next() {
                    run(job);
                }
            })
        };
        let workers = (0..workers).map(hire).collect();
        Self { shared, workers }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers.len()
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
        let here = thread::current().id();
        let others = self
            .workers
            .drain(..)
            .filter(|one| one.thread().id() != here);
        for worker in others {
            worker.join().expect("a worker catches every panic");
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

/// Does a job.
fn run(job: Job) {
    let _ = panic::catch_unwind(AssertUnwindSafe(job));
}
