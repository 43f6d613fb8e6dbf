//! An exploration that goes on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use crate::{Exploration, search::Search, worker};

/// An exploration that goes on, on an OS thread of the engine's own.
///
/// Dropping it does not stop it; it goes on until its budget is spent.
#[derive(Debug)]
pub struct Run {
    told: Receiver<Exploration>,
    progress: Arc<AtomicU64>,
    spent: Arc<AtomicU64>,
}

impl Run {
    pub(crate) fn start(mut search: Search) -> Self {
        let (progress, spent) = (search.progress(), search.budget().told());
        let (tell, told) = mpsc::channel();
        worker::start(search, tell);
        Self {
            told,
            progress,
            spent,
        }
    }

    /// How many steps all executions have made so far. When it stands still the model blocks or computes.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.progress.load(Ordering::Relaxed)
    }

    /// The processor time that it has taken; known when it has come to its end.
    #[must_use]
    pub fn spent(&self) -> Duration {
        Duration::from_nanos(self.spent.load(Ordering::Relaxed))
    }

    /// Waits for the end.
    pub fn wait(self) -> Exploration {
        self.told.recv().unwrap_or_else(|_| broken())
    }

    /// Waits for the end, but not longer than that; `None` if it goes on.
    pub fn wait_for(&self, time: Duration) -> Option<Exploration> {
        match self.told.recv_timeout(time) {
            Ok(exploration) => Some(exploration),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => broken(),
        }
    }
}

fn broken() -> ! {
    panic!("the engine's own thread panicked: a bug in the engine, or an observer that panics")
}
