//! Mistake: after a call looks whether it was told to stop, lets the lock go, takes it again and waits: the word comes in between. [10]
//! Caught by: race ticker::t10_the_stop_is_noticed_while_the_function_runs_and_right_after
//! Says: the notification of main is lost

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
            let first = told.told.lock().unwrap();
            let wait = told.changed.wait_timeout_while(first, every, |stop| !*stop);
            let (mut stop, _) = wait.unwrap();
            while !*stop {
                drop(stop);
                f();
                if *told.told.lock().unwrap() {
                    break; // told while the function ran
                }
                let next = told.told.lock().unwrap();
                (stop, _) = told.changed.wait_timeout(next, every).unwrap();
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
