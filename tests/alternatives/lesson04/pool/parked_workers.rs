//! Alternative: no condition variable: a worker without a job puts its name on a list and parks, and is unparked by name.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
};

use kit::{
    sync::{Arc, Mutex},
    thread::{self, JoinHandle, Thread},
};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Office {
    waiting: VecDeque<Job>,
    /// Who sleeps, or is about to. Whoever wakes one takes its name off the list.
    idle: Vec<Thread>,
    closed: bool,
}

/// A fixed number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    office: Arc<Mutex<Office>>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// A pool of so many threads.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        let office = Arc::new(Mutex::new(Office::default()));
        let workers = (0..workers)
            .map(|_| {
                let office = Arc::clone(&office);
                thread::spawn(move || work(&office))
            })
            .collect();
        Self { office, workers }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers.len()
    }

    /// Adds `job` at the end of those that wait.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let mut office = self.office.lock().unwrap();
        office.waiting.push_back(Box::new(job));
        if let Some(worker) = office.idle.pop() {
            worker.unpark();
        }
    }

    /// Does the first job that waits, on the caller's own thread.
    pub fn run_one(&self) -> bool {
        let job = self.office.lock().unwrap().waiting.pop_front();
        job.map(run).is_some()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        let mut office = self.office.lock().unwrap();
        office.closed = true;
        office.idle.drain(..).for_each(|worker| worker.unpark());
        drop(office);
        for worker in self.workers.drain(..) {
            if worker.thread().id() != thread::current().id() {
                worker.join().expect("a worker catches every panic");
            }
        }
    }
}

fn work(office: &Mutex<Office>) {
    let me = thread::current();
    loop {
        let mut state = office.lock().unwrap();
        state.idle.retain(|worker| worker.id() != me.id()); // `park` may return for no reason
        if let Some(job) = state.waiting.pop_front() {
            drop(state);
            run(job);
        } else if state.closed {
            return;
        } else {
            state.idle.push(me.clone());
            drop(state);
            thread::park(); // returns at once if it was unparked in between
        }
    }
}

fn run(job: Job) {
    let _ = panic::catch_unwind(AssertUnwindSafe(job));
}
