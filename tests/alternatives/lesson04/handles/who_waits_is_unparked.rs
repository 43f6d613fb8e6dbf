//! Alternative: the state says who waits, and the job unparks that thread.

use std::panic::{self, AssertUnwindSafe};

use kit::{
    sync::{Arc, Mutex},
    thread::{self, Thread},
};

use crate::ThreadPool;

enum State<T> {
    Running,
    JoinedBy(Thread),
    Ended(std::thread::Result<T>),
    Taken,
}

/// The right to the answer of one job.
pub struct JobHandle<T> {
    state: Arc<Mutex<State<T>>>,
}

impl ThreadPool {
    /// Gives the pool a job whose answer somebody wants.
    pub fn submit<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> JobHandle<T> {
        let state = Arc::new(Mutex::new(State::Running));
        let handle = JobHandle {
            state: Arc::clone(&state),
        };
        self.execute(move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            let before = std::mem::replace(&mut *state.lock().unwrap(), State::Ended(result));
            if let State::JoinedBy(thread) = before {
                thread.unpark();
            }
        });
        handle
    }
}

impl<T> JobHandle<T> {
    /// Waits for the job to end, and returns what it answered.
    pub fn join(self) -> std::thread::Result<T> {
        loop {
            let mut state = self.state.lock().unwrap();
            match std::mem::replace(&mut *state, State::Taken) {
                State::Ended(result) => return result,
                _ => *state = State::JoinedBy(thread::current()),
            }
            drop(state);
            thread::park(); // may return for no reason: then we look again
        }
    }

    /// Whether the job has ended.
    pub fn is_finished(&self) -> bool {
        matches!(*self.state.lock().unwrap(), State::Ended(_))
    }
}
