//! Mistake: looks every millisecond whether it must stop. [6]
//! Caught by: contract ticker::t8_waiting_costs_no_processor_time
//! Says: it woke
//! Varies: how often a busy machine lets it wake up.

use std::time::{Duration, Instant};

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
            let mut last = Instant::now();
            while !told.load(Ordering::Acquire) {
                if last.elapsed() >= every {
                    f();
                    last = Instant::now();
                }
                thread::sleep(Duration::from_millis(1));
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
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
