//! Mistake: the word to stop is an atomic beside the lock: it can come between the look and the waiting. [32]
//! Caught by: race ticker::t9_the_stop_is_noticed_at_every_moment
//! Says: the notification of main is lost

use std::time::Duration;

use kit::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
    },
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
    told: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let stop = Arc::new(Stop::default());
        let told = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            loop {
                let guard = told.lock.lock().unwrap();
                let (guard, _) = told
                    .changed
                    .wait_timeout_while(guard, every, |()| !told.told.load(Ordering::SeqCst))
                    .unwrap();
                drop(guard);
                if told.told.load(Ordering::SeqCst) {
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
        self.stop.told.store(true, Ordering::SeqCst);
        self.stop.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
