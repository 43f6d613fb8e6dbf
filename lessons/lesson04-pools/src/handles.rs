//! What a job answers comes back, and so does its panic.

use kit::sync::{Arc, Mutex};

use crate::ThreadPool;

/// The right to the answer of one job that was given with [`ThreadPool::submit`].
///
/// It may be forgotten: the job is done all the same, and its answer is dropped.
/// It may outlive the pool: a pool is only gone when all its jobs are done.
pub struct JobHandle<T> {
    answer: Arc<Answer<T>>,
}

/// The place where the job leaves its answer.
struct Answer<T> {
    state: Mutex<Option<std::thread::Result<T>>>,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants, as with [`execute`](Self::execute).
    ///
    /// * Blocking: never waits for a job. May be called inside a job.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let _ = f;
        todo!("execute a job that calls f and leaves its answer where the handle finds it")
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    ///
    /// * Memory order: what the job did happens before this returns.
    /// * Blocking: until the job is done; costs no processor time.
    ///   Inside a job of the same pool that may be for ever: all workers may wait, and none is left
    ///   to do the job.
    ///
    /// # Errors
    ///
    /// The payload with which the job panicked, as it was.
    pub fn join(self) -> std::thread::Result<T> {
        let _ = self.answer;
        todo!("wait until the answer is there, and take it")
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    ///
    /// * Memory order: if `true`, what the job did happens before this returns.
    /// * Blocking: never waits for the job. Asking changes nothing, and whoever asks at the same time hears the same.
    pub fn is_finished(&self) -> bool {
        todo!("look whether the answer is there")
    }
}
