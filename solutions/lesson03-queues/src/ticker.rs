//! A hand that works now and then, until it is told to stop.

use std::time::Duration;

//# stub: use kit::thread::JoinHandle;
//# solution:
use kit::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
};
//# end

/// Calls a function again and again on a thread of its own, for as long as it lives.
///
/// Dropping it is the only way to stop it, and enough.
#[derive(Debug)]
#[must_use = "the ticks end when it is dropped: `let _ticker = Ticker::start(…)`"]
pub struct Ticker {
    thread: Option<JoinHandle<()>>,
    //# solution:
    /// Nothing is ever sent: the end of the channel is the message.
    stop: Option<Sender<()>>,
    //# end
}

impl Ticker {
    /// Calls `f` after `every`, and again and again, each time `every` after the last call ended.
    /// It never comes sooner, whatever else wakes the thread.
    ///
    /// * Blocking: returns at once; the first call is still to come.
    ///
    /// If `f` panics, it is not called again.
    //# stub: pub fn start(every: Duration, f: impl FnMut() + Send + 'static) -> Self {
    //# stub:     let _ = f;
    //# solution:
    pub fn start(every: Duration, mut f: impl FnMut() + Send + 'static) -> Self {
        //# end
        //# stub: todo!("a thread that calls the function every {every:?} until it is told to stop")
        //# solution:
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                f();
            }
        });
        Self {
            thread: Some(thread),
            stop: Some(stop),
        }
        //# end
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
        //# stub: let _ = self.thread.take(); // tell the thread to stop, and wait for its end
        //# solution:
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        //# end
    }
}
