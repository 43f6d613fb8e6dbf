//! What each thread is doing at each moment: the log, played once more.

mod player;
#[cfg(test)]
mod tests;

use self::player::{Player, Wish};
use super::moment::{Doing, Moment};
use crate::model::log::{Log, What};

/// The whole log, moment by moment.
pub(super) struct Replay {
    moments: Vec<Moment>,
    wishes: Vec<Wish>,
    start: Moment,
}

impl Replay {
    pub(super) fn of(log: &Log) -> Self {
        let start = Moment {
            doing: (0..log.threads.len())
                .map(|thread| first_doing(log, thread))
                .collect(),
            holds: Vec::new(),
            waiters: Vec::new(),
            queued: Vec::new(),
        };
        let mut player = Player::new(log, start.clone());
        let moments = (0..log.events.len())
            .map(|event| {
                player.step(event);
                player.now.clone()
            })
            .collect();
        Self {
            moments,
            wishes: player.wishes,
            start,
        }
    }

    /// How things stand after this event.
    pub(super) fn after(&self, event: usize) -> &Moment {
        self.moments.get(event).unwrap_or(&self.start)
    }

    /// How things stand before this event.
    pub(super) fn before(&self, event: usize) -> &Moment {
        event
            .checked_sub(1)
            .map_or(&self.start, |event| self.after(event))
    }

    /// How things stand when the log ends.
    pub(super) fn end(&self) -> &Moment {
        self.moments.last().unwrap_or(&self.start)
    }

    /// What a thread asked for last and never got.
    pub(super) fn stuck(&self, log: &Log, thread: usize) -> Option<usize> {
        self.wishes
            .iter()
            .rev()
            .find(|wish| !wish.granted && log.events[wish.event].thread == thread)
            .map(|wish| wish.event)
    }
}

/// A thread whose spawning is in the log starts there, any other one at once.
fn first_doing(log: &Log, thread: usize) -> Doing {
    let spawned = log
        .events
        .iter()
        .any(|event| event.what == What::Spawn(thread));
    if spawned {
        Doing::Unborn
    } else {
        Doing::Running
    }
}
