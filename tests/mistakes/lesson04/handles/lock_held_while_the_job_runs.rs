//! Mistake: takes the lock first and calls the job under it, so that whoever only asks waits for the job. [25]
//! Caught by: contract handles::t1_join_waits_for_the_answer_and_returns_it
//! Says: is_finished of a job that had begun and not ended had not come back

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{Arc, Condvar, Mutex};

use crate::ThreadPool;

/// The right to the answer of one job that was given with [`ThreadPool::submit`].
pub struct JobHandle<T> {
    answer: Arc<Answer<T>>,
}

/// The place where the job leaves its answer.
struct Answer<T> {
    state: Mutex<Option<std::thread::Result<T>>>,
    there: Condvar,
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
        });
        let place = Arc::clone(&answer);
        self.execute(move || {
            let mut state = place.state.lock().unwrap();
            *state = Some(panic::catch_unwind(AssertUnwindSafe(f)));
            place.there.notify_one();
        });
        JobHandle { answer }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let state = self.answer.state.lock().unwrap();
        let mut state = self
            .answer
            .there
            .wait_while(state, |state| state.is_none())
            .unwrap();
        state
            .take()
            .expect("it was waited for, and only `join` takes it")
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    pub fn is_finished(&self) -> bool {
        self.answer.state.lock().unwrap().is_some()
    }
}
