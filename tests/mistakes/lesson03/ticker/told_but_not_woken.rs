//! Mistake: tells the thread to stop, but neither wakes it nor waits for it: it sleeps on for an hour. [8]
//! Caught by: contract ticker::t4_no_thread_is_left_behind
//! Says: threads that live on: 1

use std::time::Duration;

use kit::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            loop {
                thread::sleep(every);
                if told.load(Ordering::Acquire) {
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
        self.stop.store(true, Ordering::Release);
        drop(self.thread.take()); // it will see it the next time it looks
    }
}
