//! Whether a thread gives way where it stops, and what that means for its next turn.

use crate::{execution::Execution, thread::ModelThread};

/// What a thread does at a scheduling point besides waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Nothing.
    Steady,
    /// It gives way.
    Yields {
        place: usize,
        /// What it had changed by then when it did so at this place before.
        before: Option<u64>,
    },
}

impl Pace {
    /// It gives way at a place where it has done so before, and has changed nothing of its own since.
    pub(crate) fn is_idle(self, changed: u64) -> bool {
        matches!(self, Self::Yields { before: Some(before), .. } if before == changed)
    }

    /// It gives way at a place where it has done so before, and gets on meanwhile.
    pub(crate) fn is_busy(self, changed: u64) -> bool {
        matches!(self, Self::Yields { before: Some(before), .. } if before != changed)
    }
}

impl Execution {
    /// What the current thread does at the scheduling point to which it has come.
    pub(crate) fn pace(&mut self, yields_at: Option<usize>) -> Pace {
        let polls = &mut self.thread().polls;
        match yields_at.or(polls.tired_at.take()) {
            None => Pace::Steady,
            Some(place) => {
                let known = polls.yields.iter().find(|(known, _)| *known == place);
                let before = known.map(|(_, changed)| *changed);
                Pace::Yields { place, before }
            }
        }
    }

    /// Whether a thread polls while there is nothing new.
    pub(crate) fn is_held_back(&self, thread: usize) -> bool {
        let ModelThread {
            pending, changed, ..
        } = &self.threads[thread];
        pending.pace.is_idle(*changed) && !self.has_news(thread)
    }

    /// Whether a thread that gets on gives way to others once more: there is nothing new, or there was so often enough.
    pub(crate) fn is_polite(&self, thread: usize) -> bool {
        let ModelThread {
            pending,
            changed,
            polls,
            ..
        } = &self.threads[thread];
        pending.pace.is_busy(*changed) && (polls.is_sated() || !self.has_news(thread))
    }

    /// Whether a thread may still go before those to whom it has given way. A bound limits that by its price.
    pub(crate) fn may_go_out_of_turn(&self, thread: usize) -> bool {
        self.settings.bound.is_some() || self.threads[thread].polls.may_go_out_of_turn()
    }

    /// Whether others have changed something since the thread last came back.
    pub(crate) fn has_news(&self, thread: usize) -> bool {
        self.changes_by_others(thread) != self.threads[thread].polls.stamp
    }
}
