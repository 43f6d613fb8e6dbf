//! Alternative: a channel for one answer; what `is_finished` receives stays in the handle.

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{
    Mutex,
    mpsc::{self, Receiver},
};

use crate::ThreadPool;

/// The right to the answer of one job.
pub struct JobHandle<T> {
    receiver: Receiver<std::thread::Result<T>>,
    received: Mutex<Option<std::thread::Result<T>>>,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let (sender, receiver) = mpsc::channel();
        self.execute(move || {
            // It fails if the handle was forgotten, and that does no harm.
            let _ = sender.send(panic::catch_unwind(AssertUnwindSafe(f)));
        });
        JobHandle {
            receiver,
            received: Mutex::new(None),
        }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let received = self.received.lock().unwrap().take();
        received.unwrap_or_else(|| self.receiver.recv().expect("every job is done"))
    }

    /// Whether the job has ended.
    pub fn is_finished(&self) -> bool {
        let mut received = self.received.lock().unwrap();
        if received.is_none() {
            *received = self.receiver.try_recv().ok();
        }
        received.is_some()
    }
}
