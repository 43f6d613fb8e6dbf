//! Mistake: sends a message to stop and unwraps it: when the function has panicked, nobody is there to receive it. [45]
//! Caught by: contract ticker::t6_a_function_that_panics_does_no_harm_to_the_drop
//! Says: SendError

use std::time::Duration;

use kit::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
};

#[derive(Debug)]
#[must_use = "the ticks end when it is dropped: `let _ticker = Ticker::start(…)`"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    stop: Sender<()>,
}

impl Ticker {
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
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
    fn drop(&mut self) {
        self.stop.send(()).unwrap();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
