//! Mistake: catches the panic of the function and calls it again.
//! Caught by: contract ticker::t6_a_function_that_panics_does_no_harm_to_the_drop
//! Says: 2 s later it was not dropped

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

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
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let _ = catch_unwind(AssertUnwindSafe(&mut f));
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
