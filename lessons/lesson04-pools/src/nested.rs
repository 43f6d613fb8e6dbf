//! A job that waits for other jobs of its own pool, and lends a hand meanwhile.

use crate::{JobHandle, ThreadPool};

impl ThreadPool {
    /// Waits for a job as [`JobHandle::join`] does; but as long as the job has not ended and jobs wait in
    /// this pool, it does those, one after another, on the caller's own thread.
    ///
    /// So a job may submit jobs and wait for them, even if the pool has one worker only.
    /// It must not wait for a job that, in turn, waits for it; a job that waits only for jobs that it
    /// has submitted itself never does.
    ///
    /// Once the job has ended, no further one is begun.
    ///
    /// * Stack: a job that is begun meanwhile lies on top of the one that helps, and may help in turn. So as many jobs may come to lie on one
    ///   thread's stack as wait in the pool and wait for others themselves; thousands of them can be too many.
    /// * Locks: whoever helps runs other jobs. Hold no lock that one of them may want: it would wait for its own thread.
    /// * Memory order: what the job did happens before this returns.
    /// * Blocking: until the job is done, or the one that the caller helps with meanwhile. When no job waits any
    ///   more, the job is in somebody's hands, and waiting for it costs no processor time.
    ///
    /// # Errors
    ///
    /// The payload with which the job panicked, as it was. Panics of other jobs do not reach the caller.
    pub fn join_or_help<T>(&self, handle: JobHandle<T>) -> std::thread::Result<T> {
        let _ = handle;
        todo!("as long as the job has not ended: do another one; then take its answer")
    }
}
