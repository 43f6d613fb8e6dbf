//! Mistake: waits until the thread says that it is about to end, and not until it has.
//! Caught by: contract ticker::t5_dropping_waits_while_the_function_runs
//! Says: yet the drop of the ticker was over

use std::time::Duration;

use kit::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
};

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped: `let _ticker = Ticker::start(…)`"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Option<Sender<()>>,
    ended: Receiver<()>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    /// It never comes sooner, whatever else wakes the thread.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let (ending, ended) = mpsc::channel();
        let thread = thread::spawn(move || {
            let _ending = ending; // dropped on every way out, also by a panic
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                f();
            }
        });
        Self {
            thread: Some(thread),
            stop: Some(stop),
            ended,
        }
    }
}

impl Drop for Ticker {
    /// Stops the ticks and ends the thread. Once this returns, the function never runs again, and what it owns has
    /// been dropped. So it is also when a panic drops the ticker.
    fn drop(&mut self) {
        drop(self.stop.take());
        let _ = self.ended.recv();
    }
}
