//! Mistake: counts from the moment in which the last call was due: after a call that takes long the next one comes at once.
//! Caught by: contract ticker::t7_the_time_to_the_next_call_begins_when_the_last_one_ended
//! Says: sooner than 20 ms after the last one ended

use std::time::{Duration, Instant};

use kit::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
};

#[derive(Debug)]
#[must_use = "the ticks end when it is dropped: `let _ticker = Ticker::start(…)`"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Option<Sender<()>>,
}

impl Ticker {
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut next = Instant::now() + every;
            loop {
                let left = next.saturating_duration_since(Instant::now());
                if stopped.recv_timeout(left) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                f();
                next += every;
            }
        });
        Self {
            thread: Some(thread),
            stop: Some(stop),
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
