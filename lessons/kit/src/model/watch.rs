//! Watches a search: whether it gets on at all.

use std::time::{Duration, Instant};

use super::{current, ending::Refusal};
use crate::activity::{self, Activity};

/// No operation of the kit for so long: the model waits for something that the engine does not know.
const STILL: Duration = Duration::from_millis(1_200);

/// Notices that a model stands still, without being fooled by a busy machine.
pub(crate) struct Watch {
    os_thread: Option<u32>,
    progress: u64,
    since: Instant,
    /// CPU time when nothing moved for the first time.
    spent: Option<u64>,
    /// Since when it has been asleep, and the CPU time that has not changed since.
    asleep: Option<(Instant, u64)>,
}

impl Watch {
    pub(crate) fn new(os_thread: Option<u32>) -> Self {
        Self {
            os_thread,
            progress: current::progress(),
            since: Instant::now(),
            spent: None,
            asleep: None,
        }
    }

    /// The model runs on this OS thread from now on.
    #[cfg_attr(
        not(feature = "explorer"),
        expect(dead_code, reason = "a run of loom's stays on its OS thread")
    )]
    pub(crate) fn follow(&mut self, os_thread: u32) {
        if self.os_thread != Some(os_thread) {
            *self = Self::new(Some(os_thread));
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
        match self.asleep {
            Some((since, then)) if thread.asleep && then == thread.cpu_ns => {
                // Whatever it has computed before.
                if since.elapsed() > STILL {
                    return Some(true);
                }
            }
            _ => self.asleep = thread.asleep.then(|| (Instant::now(), thread.cpu_ns)),
        }
        // While it computes, what counts is its own time on a processor.
        (Duration::from_nanos(spent) > STILL).then_some(false)
    }
}

fn activity_of(id: u32) -> Option<activity::ThreadActivity> {
    let activity = Activity::of(None)?;
    activity.threads.into_iter().find(|thread| thread.id == id)
}
