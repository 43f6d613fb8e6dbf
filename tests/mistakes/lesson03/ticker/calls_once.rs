//! Mistake: waits and calls once, like `threading.Timer`.
//! Caught by: contract ticker::t1_the_function_is_called_again_and_again
//! Says: for each of 3 calls

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
            let stop = told.told.lock().unwrap();
            let (stop, _) = told
                .changed
                .wait_timeout_while(stop, every, |stop| !*stop)
                .unwrap();
            if *stop {
                return;
            }
            drop(stop);
            f();
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
