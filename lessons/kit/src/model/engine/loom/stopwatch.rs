//! Measures the processor time of its thread.

use std::time::{Duration, Instant};

use crate::probe::Probe;

/// Measures the processor time of its thread.
#[derive(Clone, Copy)]
pub(super) struct Stopwatch {
    probe: Probe,
    before: Option<Duration>,
    since: Instant,
    limit: Duration,
}

impl Stopwatch {
    /// On a busy machine one must not wait for ever either.
    const PATIENCE: u32 = 4;

    pub(super) fn start(limit: Duration) -> Self {
        let probe = Probe::here();
        Self {
            probe,
            before: probe.cpu(),
            since: Instant::now(),
            limit,
        }
    }

    /// Where the system does not tell, time counts as if the thread had a processor for itself.
    pub(super) fn spent(&self) -> Duration {
        match (self.before, self.probe.cpu()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.since.elapsed(),
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.spent() > self.limit || self.since.elapsed() > self.limit * Self::PATIENCE
    }
}
