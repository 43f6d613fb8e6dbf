//! How much processor time there is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::clock;

/// A budget of processor time, spent by one OS thread after the other.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    limit: Duration,
    /// What the OS threads before this one have spent.
    before: Duration,
    /// This OS thread's time when it began.
    began: Duration,
    /// What was spent at the last end, in nanoseconds, for those who watch.
    told: Arc<AtomicU64>,
}

impl Budget {
    pub(crate) fn new(limit: Duration) -> Self {
        Self {
            limit,
            before: Duration::ZERO,
            began: Duration::ZERO,
            told: Arc::default(),
        }
    }

    /// The calling OS thread begins to spend.
    pub(crate) fn begin(&mut self) {
        self.began = clock::processor_time();
    }

    /// The calling OS thread has done its part.
    pub(crate) fn end(&mut self) {
        self.before = self.spent();
        let nanos = u64::try_from(self.before.as_nanos()).unwrap_or(u64::MAX);
        self.told.store(nanos, Ordering::Relaxed);
    }

    /// What was spent at the last [`end`](Self::end), in nanoseconds.
    pub(crate) fn told(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.told)
    }

    fn spent(&self) -> Duration {
        self.before + clock::processor_time().saturating_sub(self.began)
    }

    /// Whether that share of it, in tenths, is gone.
    pub(crate) fn is_over(&self, tenths: u32) -> bool {
        self.spent() >= self.limit / 10 * tenths
    }
}
