//! Mistake: `run_one` takes a lock that somebody else holds for an empty list.
//! Caught by: race pool::t15_two_who_help_at_the_same_time_both_find_a_job
//! Says: 2 threads called run_one

use std::panic::{self, AssertUnwindSafe};

use kit::{
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads that do whatever jobs they are given.
pub struct ThreadPool {
    /// `None` once nothing more will come.
    sender: Option<Sender<Job>>,
    receiver: Arc<Mutex<Receiver<Job>>>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// A pool of so many threads.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        let (sender, receiver) = mpsc::channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let hire = |_| {
            let receiver = Arc::clone(&receiver);
            thread::spawn(move || work(&receiver))
        };
        let workers = (0..workers).map(hire).collect();
        Self {
            sender: Some(sender),
            receiver,
            workers,
        }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers.len()
    }

    /// Adds `job` at the end of those that wait.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let sender = self.sender.as_ref().unwrap();
        sender.send(Box::new(job)).unwrap();
    }

    /// Does the first job that waits, on the caller's own thread.
    pub fn run_one(&self) -> bool {
        // Who holds the lock is a worker that waits: then no job waits.
        let job = match self.receiver.try_lock() {
            Ok(receiver) => receiver.try_recv(),
            Err(_) => return false,
        };
        job.map(run).is_ok()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.sender = None;
        for worker in self.workers.drain(..) {
            if worker.thread().id() != thread::current().id() {
                worker.join().unwrap();
            }
        }
    }
}

fn work(receiver: &Mutex<Receiver<Job>>) {
    loop {
        let job = receiver.lock().unwrap().recv();
        match job {
            Ok(job) => run(job),
            Err(_) => return,
        }
    }
}

fn run(job: Job) {
    let _ = panic::catch_unwind(AssertUnwindSafe(job));
}
