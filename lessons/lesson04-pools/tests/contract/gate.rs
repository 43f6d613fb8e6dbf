//! Jobs that stop until the test lets them go on.

use std::sync::{
    Mutex,
    mpsc::{self, Receiver, Sender},
};

use ::kit::meeting::PATIENCE;
use ::lesson04::ThreadPool;

/// Where a job stops until the test opens it. Opens by itself when it is dropped, or after two seconds.
///
/// Declare it after the pool: it is dropped first then, also when an assertion fails.
pub(crate) struct Gate {
    open: Option<Sender<()>>,
    began: Receiver<()>,
}

/// The job's side of a [`Gate`].
pub(crate) struct Stop {
    opens: Mutex<Receiver<()>>,
    begin: Sender<()>,
}

impl Gate {
    pub(crate) fn new() -> (Self, Stop) {
        let (open, opens) = mpsc::channel();
        let (begin, began) = mpsc::channel();
        let gate = Self {
            open: Some(open),
            began,
        };
        let stop = Stop {
            opens: Mutex::new(opens),
            begin,
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
            self.began.recv_timeout(PATIENCE).is_ok(),
            "{what}; 2 s later the job had not begun. Hint: who learns that there is a job, and who is free to do it?"
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
        opens.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Disconnected)
    }
}
