//! Watches a search: its time, and whether it gets on at all.

use std::time::{Duration, Instant};

use super::{current, ending::Refusal};
use crate::{
    activity::{self, Activity},
    probe::Probe,
};

/// No operation of the kit for so long: the model waits for something that the engine does not know.
const STILL: Duration = Duration::from_millis(1_200);

/// Measures the processor time of its thread.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch {
    probe: Probe,
    before: Option<Duration>,
    since: Instant,
    limit: Duration,
}

impl Stopwatch {
    /// On a busy machine one must not wait for ever either.
    const PATIENCE: u32 = 4;

    pub(crate) fn start(limit: Duration) -> Self {
        let probe = Probe::here();
        Self {
            probe,
            before: probe.cpu(),
            since: Instant::now(),
            limit,
        }
    }

    /// Where the system does not tell, time counts as if the thread had a processor for itself.
    pub(crate) fn spent(&self) -> Duration {
        match (self.before, self.probe.cpu()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.since.elapsed(),
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.spent() > self.limit || self.since.elapsed() > self.limit * Self::PATIENCE
    }
}

/// Notices that a model stands still, without being fooled by a busy machine.
pub(crate) struct Watch {
    os_thread: Option<u32>,
    progress: u64,
    since: Instant,
    /// CPU time when nothing moved for the first time.
    spent: Option<u64>,
    awake: bool,
}

impl Watch {
    pub(crate) fn new(os_thread: Option<u32>) -> Self {
        Self {
            os_thread,
            progress: current::progress(),
            since: Instant::now(),
            spent: None,
            awake: false,
        }
    }

    /// To be asked now and then: why the model will never come to its end by itself.
    pub(crate) fn look(&mut self) -> Option<Refusal> {
        if let Some(place) = current::bypass() {
            let place = place.into();
            return Some(Refusal::Bypassed { place });
        }
        let asleep = self.hangs()?;
        Some(Refusal::Hung { asleep })
    }

    /// `Some(asleep)` once the model has stood still for long.
    fn hangs(&mut self) -> Option<bool> {
        let progress = current::progress();
        if progress != self.progress {
            *self = Self::new(self.os_thread);
            return None;
        }
        let Some(thread) = self.os_thread.and_then(activity_of) else {
            // No way to look: only the clock is left.
            return (self.since.elapsed() > STILL).then_some(true);
        };
        let spent = thread.cpu_ns - *self.spent.get_or_insert(thread.cpu_ns);
        if !thread.asleep {
            self.awake = true;
        }
        if self.awake {
            // It computes; what counts is its own time on a processor.
            return (Duration::from_nanos(spent) > STILL).then_some(false);
        }
        (self.since.elapsed() > STILL).then_some(true)
    }
}

fn activity_of(id: u32) -> Option<activity::ThreadActivity> {
    let activity = Activity::of(None)?;
    activity.threads.into_iter().find(|thread| thread.id == id)
}
