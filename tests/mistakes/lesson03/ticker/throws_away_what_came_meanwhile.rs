//! Mistake: after a call that took far too long throws away what came meanwhile, and the message to stop with it.
//! Caught by: contract ticker::t5_dropping_waits_while_the_function_runs
//! Says: then the function returned

use std::time::{Duration, Instant};

use kit::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
};

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Sender<()>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let begin = Instant::now();
                f();
                if begin.elapsed() > 10 * every {
                    while stopped.try_recv().is_ok() {} // only what comes from now on counts
                }
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
        let _ = self.stop.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
