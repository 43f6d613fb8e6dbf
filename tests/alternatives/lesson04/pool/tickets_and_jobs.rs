//! Alternative: two channels: workers wait for a ticket, and whoever has time takes a job, with a ticket or without.

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
    jobs: Sender<Job>,
    /// A ticket for each job. `None` once nothing more will come.
    tickets: Option<Sender<()>>,
    /// Never held while somebody waits or works, so that `run_one` gets it at once.
    waiting: Arc<Mutex<Receiver<Job>>>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// A pool of so many threads.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "a pool needs at least one worker");
        let (jobs, waiting) = mpsc::channel();
        let (tickets, drawn) = mpsc::channel();
        let (waiting, drawn) = (Arc::new(Mutex::new(waiting)), Arc::new(Mutex::new(drawn)));
        let hire = |_| {
            let (waiting, drawn) = (Arc::clone(&waiting), Arc::clone(&drawn));
            thread::spawn(move || {
                while draw(&drawn) {
                    do_one(&waiting); // none may be there: somebody without a ticket has done it
                }
            })
        };
        let workers = (0..workers).map(hire).collect();
        Self {
            jobs,
            tickets: Some(tickets),
            waiting,
            workers,
        }
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        self.workers.len()
    }

    /// Adds `job` at the end of those that wait.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let tickets = self
            .tickets
            .as_ref()
            .expect("it is open until it is dropped");
        self.jobs
            .send(Box::new(job))
            .expect("the pool has the receiver itself");
        let _ = tickets.send(()); // the workers listen until the pool is dropped
    }

    /// Does the first job that waits, on the caller's own thread.
    pub fn run_one(&self) -> bool {
        do_one(&self.waiting)
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.tickets = None;
        for worker in self.workers.drain(..) {
            if worker.thread().id() != thread::current().id() {
                worker.join().expect("a worker catches every panic");
            }
        }
    }
}

/// Waits for a ticket. One waits in `recv`, the others for the lock: nobody works under it.
fn draw(drawn: &Mutex<Receiver<()>>) -> bool {
    drawn.lock().unwrap().recv().is_ok()
}

fn do_one(waiting: &Mutex<Receiver<Job>>) -> bool {
    let job = waiting.lock().unwrap().try_recv();
    job.map(|job| _ = panic::catch_unwind(AssertUnwindSafe(job)))
        .is_ok()
}
