//! A hand that works now and then, until it is told to stop.

use std::time::Duration;

use kit::thread::JoinHandle;

/// Calls a function again and again on a thread of its own, for as long as it lives.
///
/// Dropping it is the only way to stop it, and enough.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped: `let _ticker = Ticker::start(…)`"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    /// It never comes sooner, whatever else wakes the thread.
    ///
    /// * Blocking: returns at once; the first call is still to come.
    ///
    /// If `f` panics, it is not called again.
    pub fn start(every: Duration, f: impl FnMut() + Send + 'static) -> Self {
        let _ = f;
        todo!("a thread that calls the function every {every:?} until it is told to stop")
    }
}

impl Drop for Ticker {
    /// Stops the ticks and ends the thread. Once this returns, the function never runs again, and what it owns has
    /// been dropped. So it is also when a panic drops the ticker.
    ///
    /// * Blocking: while the function runs, until it returns. Else not at all, however long it is
    ///   to the next call. A function that drops its own ticker would wait for itself.
    ///
    /// Does not panic, even if the function did: a panic while dropping may abort the program.
    fn drop(&mut self) {
        let _ = self.thread.take(); // tell the thread to stop, and wait for its end
    }
}
