//! Mistake: the job panics when nobody listens to its answer. [45]
//! Caught by: contract handles::t6_a_handle_may_be_forgotten
//! Says: in the course of a panic

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
    mpsc::{self, Receiver},
};

use crate::ThreadPool;

/// The right to the answer of one job.
pub struct JobHandle<T> {
    receiver: Receiver<std::thread::Result<T>>,
    finished: Arc<AtomicBool>,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let (sender, receiver) = mpsc::channel();
        let finished = Arc::new(AtomicBool::new(false));
        let finish = Arc::clone(&finished);
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            sender.send(result).unwrap();
            finish.store(true, Ordering::Release);
        });
        JobHandle { receiver, finished }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        self.receiver.recv().unwrap()
    }

    /// Whether the job has ended.
    pub fn is_finished(&self) -> bool {
        self.finished.load(Ordering::Acquire)
    }
}
