//! Alternative: a message says stop, through a channel with one place, and the thread receives with a time limit.

use std::time::Duration;

use kit::{
    sync::mpsc::{self, RecvTimeoutError, SyncSender},
    thread::{self, JoinHandle},
};

/// What the thread is told.
#[derive(Debug)]
struct Stop;

/// Calls a function again and again on a thread of its own, for as long as it lives.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    tell: SyncSender<Stop>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let (tell, told) = mpsc::sync_channel(1);
        let thread = thread::spawn(move || {
            loop {
                match told.recv_timeout(every) {
                    Err(RecvTimeoutError::Timeout) => f(),
                    Ok(Stop) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Self {
            thread: Some(thread),
            tell,
        }
    }
}

impl Drop for Ticker {
    /// Stops the ticks and ends the thread. Once this returns, the function never runs again.
    fn drop(&mut self) {
        // An error means that the thread has ended already, by a panic of the function.
        let _ = self.tell.send(Stop);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
