//! Mistake: `join` sleeps for a millisecond and looks again. [6]
//! Caught by: contract handles::t7_waiting_for_an_answer_costs_no_processor_time
//! Says: it woke
//! Varies: how often a busy machine lets it wake up.

use std::{
    panic::{self, AssertUnwindSafe},
    time::Duration,
};

use kit::{
    sync::{Arc, Mutex},
    thread,
};

use crate::ThreadPool;

/// The right to the answer of one job that was given with [`ThreadPool::submit`].
pub struct JobHandle<T> {
    answer: Arc<Answer<T>>,
}

/// The place where the job leaves its answer.
struct Answer<T> {
    state: Mutex<Option<std::thread::Result<T>>>,
}

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
        });
        JobHandle { answer }
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        loop {
            if let Some(result) = self.answer.state.lock().unwrap().take() {
                return result;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    pub fn is_finished(&self) -> bool {
        self.answer.state.lock().unwrap().is_some()
    }
}
