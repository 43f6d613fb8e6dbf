//! The learner's own names for objects and threads.
//!
//! A short name where it is enough (`balance`), a longer one where several objects share it
//! (`ann.balance`, `accounts[1].balance`), and a number only where the source says nothing.

mod objects;
mod part;
#[cfg(test)]
mod tests;
mod threads;

use super::source::Sources;
use crate::model::log::Log;

/// Names of all objects and threads of a log, by index.
pub(super) struct Names {
    objects: Vec<String>,
    threads: Vec<String>,
}

impl Names {
    pub(super) fn of(log: &Log, sources: &Sources) -> Self {
        Self {
            objects: objects::names(log, sources),
            threads: threads::names(log, sources),
        }
    }

    /// The whole name; a channel has two: `jobs/receiver`.
    pub(super) fn object(&self, object: usize) -> &str {
        self.objects.get(object).map_or("?", String::as_str)
    }

    /// A channel as those who send into it call it.
    pub(super) fn sender(&self, channel: usize) -> &str {
        let name = self.object(channel);
        name.split_once('/').map_or(name, |(sender, _)| sender)
    }

    /// A channel as the one who receives from it calls it.
    pub(super) fn receiver(&self, channel: usize) -> &str {
        let name = self.object(channel);
        name.split_once('/').map_or(name, |(_, receiver)| receiver)
    }

    pub(super) fn thread(&self, thread: usize) -> &str {
        self.threads.get(thread).map_or("?", String::as_str)
    }
}
