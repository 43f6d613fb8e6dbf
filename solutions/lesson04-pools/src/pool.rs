//! Threads that are started once and do one job after another.

use std::collections::VecDeque;
//# solution:
use std::panic::{self, AssertUnwindSafe};
//# end

//# stub: use kit::sync::{Arc, Mutex};
//# solution:
use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};
//# end

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
    //# solution:
    workers: Vec<JoinHandle<()>>,
    //# end
}

/// What the workers and the pool's owner see.
struct Shared {
    state: Mutex<State>,
    //# solution:
    /// A job has come, or none will come any more.
    news: Condvar,
    //# end
}

/// A job that waits: any closure that can be called once, in a box, so that all are of one size.
type Job = Box<dyn FnOnce() + Send>;

struct State {
    waiting: VecDeque<Job>,
    //# solution:
    closed: bool,
    //# end
}

impl ThreadPool {
    /// A pool of so many threads. They are started here, and no others ever.
    ///
    /// # Panics
    ///
    /// Panics with "a pool needs at least one worker" if `workers` is 0. Panics if the system refuses a thread, as [`std::thread::spawn`] does.
    pub fn new(workers: usize) -> Self {
        //# stub: todo!("start threads that wait for jobs, {workers} of them")
        //# solution:
        assert!(workers > 0, "a pool needs at least one worker");
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                closed: false,
            }),
            news: Condvar::new(),
        });
        let mut pool = Self {
            shared,
            workers: Vec::new(),
        };
        // One by one: if the system refuses one, the pool is dropped, and those that are there already are told to end.
        for _ in 0..workers {
            let shared = Arc::clone(&pool.shared);
            pool.workers.push(thread::spawn(move || {
                while let Some(job) = shared.next() {
                    run(job);
                }
            }));
        }
        pool
        //# end
    }

    /// How many threads the pool has.
    pub fn workers(&self) -> usize {
        //# stub: todo!("the number of threads that `new` started")
        //# solution:
        self.workers.len()
        //# end
    }

    /// Adds `job` at the end of those that wait.
    ///
    /// * Blocking: never waits for a job. May be called inside a job.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        //# stub: let _ = (job, &self.shared);
        //# stub: todo!("put the job where the workers look for one")
        //# solution:
        let mut state = self.shared.state.lock().unwrap();
        state.waiting.push_back(Box::new(job));
        self.shared.news.notify_one();
        //# end
    }

    /// Does the first job that waits, on the caller's own thread. Returns whether there was one.
    ///
    /// A job that panics counts as done: its panic does not reach the caller.
    ///
    /// * Blocking: until that one job is done; never waits for another job to come or to end.
    ///   May be called inside a job, and by several threads at once.
    pub fn run_one(&self) -> bool {
        //# stub: todo!("do one job that waits, if there is one")
        //# solution:
        // Its own line: a guard in the head of a `match` or `if let` would live on while the job runs.
        let job = self.shared.state.lock().unwrap().waiting.pop_front();
        job.map(run).is_some()
        //# end
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        //# stub: let _ = &self.shared; // nothing more will come: who must learn it, and whom do you wait for?
        //# solution:
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
        //# end
    }
}
//# solution:

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

/// Does a job. Nothing of it is used after a panic, so nothing half-done can be seen.
fn run(job: Job) {
    let _ = panic::catch_unwind(AssertUnwindSafe(job));
}
//# end
