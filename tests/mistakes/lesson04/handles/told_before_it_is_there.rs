//! Mistake: tells that the job has ended, and then leaves the answer.
//! Caught by: race handles::t8_join_returns_the_answer_whenever_it_comes
//! Says: it was told that there is one

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{Arc, Condvar, Mutex};

use crate::ThreadPool;

/// The right to the answer of one job that was given with [`ThreadPool::submit`].
pub struct JobHandle<T> {
    answer: Arc<Answer<T>>,
}

/// The place where the job leaves its answer.
struct Answer<T> {
    result: Mutex<Option<std::thread::Result<T>>>,
    finished: Mutex<bool>,
    there: Condvar,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants, as with [`execute`](Self::execute).
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let answer = Arc::new(Answer {
            result: Mutex::new(None),
            finished: Mutex::new(false),
            there: Condvar::new(),
        });
        let place = Arc::clone(&answer);
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            *place.finished.lock().unwrap() = true;
            place.there.notify_one();
            *place.result.lock().unwrap() = Some(result);
        });
        JobHandle { answer }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let finished = self.answer.finished.lock().unwrap();
        let waited = self
            .answer
            .there
            .wait_while(finished, |finished| !*finished);
        drop(waited.unwrap());
        let result = self.answer.result.lock().unwrap().take();
        result.expect("it was told that there is one")
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    pub fn is_finished(&self) -> bool {
        *self.answer.finished.lock().unwrap()
    }
}
