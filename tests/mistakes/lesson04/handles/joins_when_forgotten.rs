//! Mistake: dropping a handle waits for the job.
//! Caught by: contract handles::t6_a_handle_may_be_forgotten
//! Says: the handle of a job that had not ended had not come back

use std::panic::{self, AssertUnwindSafe};

use kit::sync::{Arc, Condvar, Mutex};

use crate::ThreadPool;

/// The right to the answer of one job that was given with [`ThreadPool::submit`].
pub struct JobHandle<T> {
    answer: Arc<Answer<T>>,
}

/// The place where the job leaves its answer.
struct Answer<T> {
    state: Mutex<Place<T>>,
    there: Condvar,
}

struct Place<T> {
    answer: Option<std::thread::Result<T>>,
    taken: bool,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants, as with [`execute`](Self::execute).
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let answer = Arc::new(Answer {
            state: Mutex::new(Place {
                answer: None,
                taken: false,
            }),
            there: Condvar::new(),
        });
        let place = Arc::clone(&answer);
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            place.state.lock().unwrap().answer = Some(result);
            place.there.notify_one();
        });
        JobHandle { answer }
    }
}

impl<T> Drop for JobHandle<T> {
    fn drop(&mut self) {
        let state = self.answer.state.lock().unwrap();
        let joined = |state: &mut Place<T>| state.answer.is_none() && !state.taken;
        drop(self.answer.there.wait_while(state, joined).unwrap());
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        let state = self.answer.state.lock().unwrap();
        let mut state = self
            .answer
            .there
            .wait_while(state, |state| state.answer.is_none())
            .unwrap();
        state.taken = true;
        state
            .answer
            .take()
            .expect("it was waited for, and only `join` takes it")
    }

    /// Whether the job has ended, well or by a panic, and its answer is there: a `join` would not wait.
    pub fn is_finished(&self) -> bool {
        self.answer.state.lock().unwrap().answer.is_some()
    }
}
