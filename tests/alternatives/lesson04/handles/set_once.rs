//! Alternative: the answer is set once in a `OnceLock`, which needs no condition variable of ours; a channel that never carries anything wakes `join`.

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{
    Arc, Mutex, OnceLock,
    mpsc::{self, Receiver},
};

use crate::ThreadPool;

/// Set once, taken once.
type Place<T> = OnceLock<Mutex<Option<std::thread::Result<T>>>>;

/// The right to the answer of one job.
pub struct JobHandle<T> {
    place: Arc<Place<T>>,
    /// Its sender is dropped when the answer is there: nothing is ever sent.
    ends: Receiver<()>,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let place = Arc::new(Place::new());
        let (end, ends) = mpsc::channel();
        let handle = JobHandle {
            place: Arc::clone(&place),
            ends,
        };
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            let _ = place.set(Mutex::new(Some(result)));
            drop(end);
        });
        handle
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let _ = self.ends.recv();
        let place = self
            .place
            .get()
            .expect("it is set before the sender is dropped");
        let result = place.lock().unwrap().take();
        result.expect("only join takes it")
    }

    /// Whether the job has ended.
    pub fn is_finished(&self) -> bool {
        self.place.get().is_some()
    }
}
