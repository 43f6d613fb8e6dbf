//! Mistake: sets a flag without the lock under which `join` looks at it. [32]
//! Caught by: race handles::t8_join_returns_the_answer_whenever_it_comes
//! Says: DEADLOCK

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{
    Arc, Condvar, Mutex,
    atomic::{AtomicBool, Ordering},
};

use crate::ThreadPool;

/// The right to the answer of one job that was given with [`ThreadPool::submit`].
pub struct JobHandle<T> {
    answer: Arc<Answer<T>>,
}

/// The place where the job leaves its answer.
struct Answer<T> {
    state: Mutex<Option<std::thread::Result<T>>>,
    there: Condvar,
    wait: Mutex<()>,
    finished: AtomicBool,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants, as with [`execute`](Self::execute).
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let answer = Arc::new(Answer {
            state: Mutex::new(None),
            there: Condvar::new(),
            wait: Mutex::new(()),
            finished: AtomicBool::new(false),
        });
        let place = Arc::clone(&answer);
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            *place.state.lock().unwrap() = Some(result);
            place.finished.store(true, Ordering::SeqCst);
            place.there.notify_one();
        });
        JobHandle { answer }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let mut wait = self.answer.wait.lock().unwrap();
        while !self.is_finished() {
            wait = self.answer.there.wait(wait).unwrap();
        }
        drop(wait);
        let result = self.answer.state.lock().unwrap().take();
        result.expect("it was waited for, and only `join` takes it")
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    pub fn is_finished(&self) -> bool {
        self.answer.finished.load(Ordering::SeqCst)
    }
}
