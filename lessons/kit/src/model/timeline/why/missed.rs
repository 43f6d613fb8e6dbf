//! What a waiter looked at too early.

use super::number;
use crate::model::timeline::facts::Facts;

/// What a waiter looked at before it began to wait, and the notifier changed after that.
#[derive(Clone, Copy)]
pub(super) struct Missed {
    waiter: usize,
    pub(super) object: usize,
    pub(super) look: usize,
    pub(super) change: usize,
    /// The event that began the change: the lock was taken there.
    pub(super) step: usize,
}

impl Missed {
    /// What was looked at last counts: that is what the wait is about.
    pub(super) fn by(facts: &Facts, waiter: usize, wait: usize, notifier: usize) -> Option<Self> {
        let mut seen = Vec::new();
        let before = facts.accesses.iter().rev();
        before
            .filter(|access| access.thread == waiter && access.event < wait)
            .find_map(|access| {
                if seen.contains(&access.object) {
                    return None;
                }
                seen.push(access.object);
                // Who changes something itself, and lets it go, does not wait for it.
                let look = facts.accesses.iter().find(|look| {
                    !look.writes && (look.event, look.object) == (access.event, access.object)
                })?;
                let change = facts.accesses.iter().find(|change| {
                    change.writes
                        && (change.thread, change.object) == (notifier, look.object)
                        && change.event > look.event
                })?;
                Some(Self {
                    waiter,
                    object: look.object,
                    look: look.event,
                    change: change.event,
                    step: change.step,
                })
            })
    }

    /// The notification comes first, and the change after it.
    pub(super) fn after(&self, facts: &Facts, notify: usize) -> String {
        format!(
            "{} notifies in row {}, and only then changes {}, in row {}: {} had looked at it in row {}, and nobody \
             tells it to look again.",
            facts.thread(facts.log.events[notify].thread),
            number(facts, notify),
            facts.object(self.object),
            number(facts, self.change),
            facts.thread(self.waiter),
            number(facts, self.look)
        )
    }
}
