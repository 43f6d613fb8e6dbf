//! Mistake: does nothing when it is dropped: the thread goes on for ever, like a Python daemon. [3]
//! Caught by: contract ticker::t3_once_dropped_the_function_is_never_called_again
//! Says: then the function was called

use std::time::Duration;

use kit::thread::{self, JoinHandle};

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let thread = thread::spawn(move || {
            loop {
                thread::sleep(every);
                f();
            }
        });
        Self {
            thread: Some(thread),
        }
    }
}

impl Drop for Ticker {
    /// Stops the ticks and ends the thread. Once this returns, the function never runs again.
    fn drop(&mut self) {
        drop(self.thread.take());
    }
}
