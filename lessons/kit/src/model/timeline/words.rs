//! What a row says: the operation in words, with the learner's names and values.

mod doing;
mod event;
mod wish;

use super::{
    names::Names,
    replay::Replay,
    rows::{Deed, Row},
};
use crate::model::log::{Event, Log, What};

/// Everything that words need to know.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) log: &'a Log,
    pub(super) names: &'a Names,
    pub(super) replay: &'a Replay,
    /// Memory orders are told only where the failure is about them.
    pub(super) with_orders: bool,
}

impl Words<'_> {
    /// The row's text: a verb in the third person first, as the lane names who.
    pub(super) fn row(&self, row: &Row) -> String {
        match row.deed {
            Deed::Does(event) => self.event(event),
            Deed::Holds { lock, unlock } => {
                self.holds(&self.log.events[lock], &self.log.events[unlock])
            }
            Deed::Stuck(event) => match self.log.events[event].what {
                What::Wait { .. } if self.replay.end().is_waiter(row.thread) => format!(
                    "waits on {}, for ever",
                    self.object(&self.log.events[event])
                ),
                _ => format!("waits {}", self.wish(event)),
            },
            Deed::Panics(_) => "panics".to_string(),
        }
    }

    fn object(&self, event: &Event) -> &str {
        event.object.map_or("?", |object| self.names.object(object))
    }

    fn sender(&self, event: &Event) -> &str {
        event.object.map_or("?", |object| self.names.sender(object))
    }

    fn receiver(&self, event: &Event) -> &str {
        event
            .object
            .map_or("?", |object| self.names.receiver(object))
    }

    /// Lock and unlock in one row.
    fn holds(&self, lock: &Event, unlock: &Event) -> String {
        let object = self.object(lock);
        let how = match lock.what {
            What::ReadLock => "read lock",
            What::WriteLock => "write lock",
            What::TryLock => "try_lock",
            _ => "locked",
        };
        let (before, after) = (lock.before.as_deref(), unlock.after.as_deref());
        match (unlock.wrote, before, after) {
            (true, Some(before), Some(after)) if before == after => {
                format!("writes {object}: {before} → {after} ({how})")
            }
            (true, Some(before), Some(after)) => {
                format!("changes {object}: {before} → {after} ({how})")
            }
            (true, ..) => format!("changes {object} ({how})"),
            (false, Some(before), _) => format!("reads {object} = {before} ({how})"),
            (false, None, _) => format!("looks into {object} ({how})"),
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn join(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
