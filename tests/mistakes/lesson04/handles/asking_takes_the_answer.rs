//! Mistake: `is_finished` receives the answer, and throws it away.
//! Caught by: contract handles::t5_is_finished_tells_when_a_join_would_not_wait
//! Says: then it was asked twice: [[true, true], [false, false]]

use std::panic::{self, AssertUnwindSafe};

use kit::sync::mpsc::{self, Receiver};

use crate::ThreadPool;

/// The right to the answer of one job.
pub struct JobHandle<T> {
    receiver: Receiver<std::thread::Result<T>>,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let (sender, receiver) = mpsc::channel();
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            let _ = sender.send(result);
        });
        JobHandle { receiver }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        self.receiver.recv().unwrap()
    }

    /// Whether the job has ended.
    pub fn is_finished(&self) -> bool {
        self.receiver.try_recv().is_ok()
    }
}
