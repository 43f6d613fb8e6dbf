//! Mistake: calls the function with the lock held: its panic poisons the lock, and the drop unwraps that.
//! Caught by: contract ticker::t6_a_function_that_panics_does_no_harm_to_the_drop
//! Says: PoisonError


use std::time::Duration;

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Arc<Stop>,
}

#[derive(Debug, Default)]
struct Stop {
    told: Mutex<bool>,
    changed: Condvar,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let stop = Arc::new(Stop::default());
        let told = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            loop {
                let stop = told.told.lock().unwrap();
                let (stop, _) = told
                    .changed
                    .wait_timeout_while(stop, every, |stop| !*stop)
                    .unwrap();
                if *stop {
                    break;
                }
                f();
            }
        });
        Self {
            thread: Some(thread),
            stop,
        }
    }
}

impl Drop for Ticker {
    /// Stops the ticks and ends the thread. Once this returns, the function never runs again.
    fn drop(&mut self) {
        *self.stop.told.lock().unwrap() = true;
        self.stop.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
