//! Mistake: `is_finished` takes a lock that somebody else holds, who only asks as well, for a job that has not ended.
//! Caught by: race handles::t11_is_finished_says_the_same_to_all_who_ask
//! Says: a job had ended, and is_finished was asked twice

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
            // What `f` has touched may be half-done after a panic. Whoever joins is told of the panic, and the
            // rest is as with `std::thread::spawn`, which does the same.
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            *place.state.lock().unwrap() = Some(result);
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
        let state = self.answer.state.try_lock();
        state.is_ok_and(|state| state.is_some())
    }
}
