//! Mistake: the guard of the receiver lives as long as the body of the loop. [46]
//! Caught by: contract pool::t4_all_workers_work_at_the_same_time
//! Says: so at the same time no more than 1

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
        let job = self.receiver.lock().unwrap().try_recv();
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
    while let Ok(job) = receiver.lock().unwrap().recv() {
        run(job);
    }
}

fn run(job: Job) {
    let _ = panic::catch_unwind(AssertUnwindSafe(job));
}
