//! Mistake: the flag is `Relaxed`, so that who sees it need not see what was done before. [85]
//! Caught by: race handles::t9_what_is_finished_can_be_joined_and_has_been_done
//! Says: could not be seen

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
            let _ = sender.send(result);
            finish.store(true, Ordering::Relaxed);
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
        self.finished.load(Ordering::Relaxed)
    }
}
