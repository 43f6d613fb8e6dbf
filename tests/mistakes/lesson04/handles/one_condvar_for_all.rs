//! Mistake: all handles wait on one condition variable, and an answer wakes one of them. [33]
//! Caught by: race handles::t10_two_who_join_at_the_same_time_both_get_their_answer
//! Says: DEADLOCK

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
}

/// Guards the waiting of all who join.
static WAIT: Mutex<()> = Mutex::new(());
static ANSWERED: Condvar = Condvar::new();

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants, as with [`execute`](Self::execute).
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let answer = Arc::new(Answer {
            state: Mutex::new(None),
        });
        let place = Arc::clone(&answer);
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            *place.state.lock().unwrap() = Some(result);
            drop(WAIT.lock().unwrap()); // nobody is between the look and the wait
            ANSWERED.notify_one();
        });
        JobHandle { answer }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let mut wait = WAIT.lock().unwrap();
        loop {
            if let Some(result) = self.answer.state.lock().unwrap().take() {
                return result;
            }
            wait = ANSWERED.wait(wait).unwrap();
        }
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    pub fn is_finished(&self) -> bool {
        self.answer.state.lock().unwrap().is_some()
    }
}
