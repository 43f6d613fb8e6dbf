//! Alternative: calls the function with the lock held, and nobody minds if a panic has poisoned it.

use std::{sync::PoisonError, time::Duration};

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped: `let _ticker = Ticker::start(…)`"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Arc<(Mutex<bool>, Condvar)>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let told = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let (stop, changed) = &*told;
            let mut stop = stop.lock().unwrap();
            loop {
                let wait = changed.wait_timeout_while(stop, every, |stop| !*stop);
                stop = wait.unwrap().0;
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
        let (stop, changed) = &*self.stop;
        *stop.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
