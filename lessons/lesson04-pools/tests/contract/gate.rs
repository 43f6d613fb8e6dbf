//! Jobs that stop until the test lets them go on.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
    mpsc::{self, Receiver, RecvTimeoutError, Sender},
};

use ::kit::patience::{PATIENCE, Patience, receive};
use ::lesson04::ThreadPool;

/// Where a job stops until the test opens it. Opens by itself when it is dropped, or after four seconds: later than
/// a call that waits for the job is given up.
///
/// Declare it after the pool: it is dropped first then, also when an assertion fails.
pub(crate) struct Gate {
    open: Option<Sender<()>>,
    began: Receiver<()>,
    gave_up: Arc<AtomicBool>,
}

/// The job's side of a [`Gate`].
pub(crate) struct Stop {
    opens: Mutex<Receiver<()>>,
    begin: Sender<()>,
    gave_up: Arc<AtomicBool>,
}

impl Gate {
    pub(crate) fn new() -> (Self, Stop) {
        let (open, opens) = mpsc::channel();
        let (begin, began) = mpsc::channel();
        let gave_up = Arc::new(AtomicBool::new(false));
        let gate = Self {
            open: Some(open),
            began,
            gave_up: Arc::clone(&gave_up),
        };
        let stop = Stop {
            opens: Mutex::new(opens),
            begin,
            gave_up,
        };
        (gate, stop)
    }

    /// Keeps one worker of the pool busy, from now until the gate is opened.
    #[track_caller]
    pub(crate) fn in_a_worker_of(pool: &ThreadPool) -> Self {
        let (gate, stop) = Self::new();
        pool.execute(move || _ = stop.here());
        gate.must_be_reached("a worker was free and got one job");
        gate
    }

    /// Waits until a job has come to its stop. Fails the test if none has after two seconds; `what` was done.
    #[track_caller]
    pub(crate) fn must_be_reached(&self, what: &str) {
        assert!(
            self.is_reached(),
            "{what}; 2 s later the job had not begun. Hint: who learns that there is a job, and who is free to do it?"
        );
    }

    /// Waits until a job has come to its stop, for at most two seconds. Returns whether it has.
    pub(crate) fn is_reached(&self) -> bool {
        receive(&self.began).is_ok()
    }

    /// Fails the test if the job went on by itself, because `call` came back too late or not at all.
    #[track_caller]
    pub(crate) fn must_still_hold(&self, call: &str, hint: &str) {
        assert!(
            !self.gave_up.load(Ordering::Relaxed),
            "a worker was in a job, and {call} only came back when that job had ended. Hint: {hint}"
        );
    }

    pub(crate) fn open(&mut self) {
        self.open = None;
    }
}

impl Stop {
    /// Stops the job that calls it. Returns whether the gate was opened in time.
    pub(crate) fn here(&self) -> bool {
        let _ = self.begin.send(());
        let opens = self.opens.lock().unwrap();
        let opened =
            Patience::of(2 * PATIENCE).receive(&opens) == Err(RecvTimeoutError::Disconnected);
        self.gave_up.store(!opened, Ordering::Relaxed);
        opened
    }
}
