//! The steps of a log that a reader wants to see, one row each.

use super::{moment::Doing, replay::Replay};
use crate::model::log::{Ending, Log, Place, Wanted, What};

/// One line of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) thread: usize,
    pub(super) deed: Deed,
    /// The event after which this is how things stand.
    pub(super) at: usize,
    /// The thread that could have gone on and was stopped just before this row.
    pub(super) interrupted: Option<usize>,
}

/// What happens in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// This event.
    Does(usize),
    /// A lock is taken and let go, with nothing between.
    Holds {
        /// The event that took it.
        lock: usize,
        /// The event that let it go.
        unlock: usize,
    },
    /// What this event wants (or waits for) never comes.
    Stuck(usize),
    /// The thread panics.
    Panics(Option<Place>),
}

impl Row {
    /// The event that says most about the row.
    pub(super) fn event(&self) -> Option<usize> {
        match self.deed {
            Deed::Does(event) | Deed::Holds { lock: event, .. } | Deed::Stuck(event) => Some(event),
            Deed::Panics(_) => None,
        }
    }

    /// Whether this event is told in the row.
    pub(super) fn tells(&self, event: usize) -> bool {
        match self.deed {
            Deed::Holds { lock, unlock } => event == lock || event == unlock,
            _ => self.event() == Some(event),
        }
    }

    /// The line that does it.
    pub(super) fn place(&self, log: &Log) -> Option<Place> {
        match self.deed {
            Deed::Panics(place) => place,
            _ => self.event().and_then(|event| log.events[event].place),
        }
    }

    /// The object that it does it to.
    pub(super) fn object(&self, log: &Log) -> Option<usize> {
        self.event().and_then(|event| log.events[event].object)
    }

    /// The thread gets no further than this.
    pub(super) fn is_last(&self) -> bool {
        matches!(self.deed, Deed::Stuck(_) | Deed::Panics(_))
    }
}

/// All rows of an execution, in order.
pub(super) fn rows(log: &Log, replay: &Replay, ending: &Ending) -> Vec<Row> {
    let mut writer = Writer {
        log,
        replay,
        for_ever: matches!(ending, Ending::Deadlock | Ending::Spin { .. }),
        rows: Vec::new(),
        stopped: None,
    };
    for event in 0..log.events.len() {
        writer.event(event);
    }
    writer.never_granted();
    if let Ending::Panic { thread, place, .. } = ending {
        writer.push(
            *thread,
            Deed::Panics(place.filter(is_readers)),
            log.events.len().saturating_sub(1),
        );
    }
    if let Ending::DoublePanic { thread, .. } = ending {
        writer.push(
            *thread,
            Deed::Panics(None),
            log.events.len().saturating_sub(1),
        );
    }
    writer.drop_idle_interruptions();
    writer.rows
}

/// Not inside the kit or the standard library, where a reader would only be confused.
fn is_readers(place: &Place) -> bool {
    let file = place.file.replace('\\', "/");
    !file.contains("lessons/kit/src")
        && !file.contains("lessons/explorer/src")
        && !file.starts_with("/rustc/")
        && !file.contains("/.cargo/")
}

struct Writer<'a> {
    log: &'a Log,
    replay: &'a Replay,
    /// Who waits at the end waits for ever. If a thread panics, the others might have gone on.
    for_ever: bool,
    rows: Vec<Row>,
    /// A thread was interrupted since the last row.
    stopped: Option<usize>,
}

impl Writer<'_> {
    fn event(&mut self, index: usize) {
        let event = &self.log.events[index];
        if event.interrupts && index > 0 {
            self.stopped
                .get_or_insert(self.log.events[index - 1].thread);
        }
        match event.what {
            What::Spawn(_) | What::Join(_) | What::End | What::Yield | What::Wants(_) => {}
            What::Wait { .. } if self.waits_for_ever(index) => {
                self.push(event.thread, Deed::Stuck(index), index)
            }
            What::Unlock | What::ReadUnlock | What::WriteUnlock if self.merges(index) => {}
            _ => self.push(event.thread, Deed::Does(index), index),
        }
    }

    fn push(&mut self, thread: usize, deed: Deed, at: usize) {
        // One that shows: a thread that had just done something, and could have gone on. Who is
        // first to do anything at all is no interruption to a reader.
        let last = self.rows.last().map(|row| row.thread);
        let interrupted = self
            .stopped
            .take()
            .filter(|stopped| *stopped != thread && Some(*stopped) == last);
        self.rows.push(Row {
            thread,
            deed,
            at,
            interrupted,
        });
    }

    /// A guard that is dropped right after its lock: one row for both.
    fn merges(&mut self, unlock: usize) -> bool {
        let event = &self.log.events[unlock];
        let Some(row) = self
            .rows
            .last_mut()
            .filter(|row| row.thread == event.thread)
        else {
            return false;
        };
        let Deed::Does(lock) = row.deed else {
            return false;
        };
        let locked = &self.log.events[lock];
        let is_lock = matches!(
            locked.what,
            What::Lock | What::TryLock | What::ReadLock | What::WriteLock
        );
        if !is_lock || locked.object != event.object {
            return false;
        }
        row.deed = Deed::Holds { lock, unlock };
        row.at = unlock;
        self.stopped = self.stopped.filter(|stopped| *stopped != event.thread);
        true
    }

    /// A `Wait` after which the thread does nothing more, and that no notification ended.
    fn waits_for_ever(&self, wait: usize) -> bool {
        let thread = self.log.events[wait].thread;
        self.for_ever && self.last_of(thread) == Some(wait) && self.replay.end().is_waiter(thread)
    }

    /// The last event of a thread, not counting the note that it waits for its notification.
    fn last_of(&self, thread: usize) -> Option<usize> {
        (0..self.log.events.len()).rev().find(|index| {
            let event = &self.log.events[*index];
            event.thread == thread && event.what != What::Wants(Wanted::Notification)
        })
    }

    /// At the end: who wants what and does not get it. A thread that was interrupted before it
    /// asked, or that asked early, could as well have asked now.
    fn never_granted(&mut self) {
        if !self.for_ever {
            return;
        }
        for thread in 0..self.log.threads.len() {
            let Some(wish) = self.replay.stuck(self.log, thread) else {
                continue;
            };
            let wanted = &self.log.events[wish];
            let shown = match wanted.what {
                What::Wait { .. } => !self.waits_for_ever(wish),
                What::Wants(Wanted::End(other)) => self.waits_back(other, thread),
                _ => true,
            };
            if shown {
                self.push(
                    thread,
                    Deed::Stuck(wish),
                    self.log.events.len().saturating_sub(1),
                );
            }
        }
    }

    /// Whether `other`, for whose end `thread` waits, waits for `thread` in turn.
    fn waits_back(&self, other: usize, thread: usize) -> bool {
        let mut seen = vec![false; self.log.threads.len()];
        let mut next = vec![other];
        while let Some(one) = next.pop() {
            if one == thread {
                return true;
            }
            if std::mem::replace(&mut seen[one], true) {
                continue;
            }
            let Some(wish) = self.replay.stuck(self.log, one) else {
                continue;
            };
            let event = &self.log.events[wish];
            match (&event.what, event.object) {
                (What::Wants(Wanted::End(third)), _) => next.push(*third),
                (What::Wants(wanted), Some(object)) => {
                    let shared = *wanted == Wanted::Read;
                    next.extend(self.replay.end().waited_for(object, shared));
                }
                _ => {}
            }
        }
        false
    }

    /// Being stopped does not matter to a thread that has nothing left to do, or that would only
    /// have waited for the end of another one.
    fn drop_idle_interruptions(&mut self) {
        for index in 0..self.rows.len() {
            let Some(stopped) = self.rows[index].interrupted else {
                continue;
            };
            let goes_on = self.rows[index..].iter().any(|row| row.thread == stopped)
                || self.replay.end().doing[stopped] == Doing::Running;
            let from = self.rows[index].event().unwrap_or(self.log.events.len());
            let next = self.log.events[from.min(self.log.events.len())..]
                .iter()
                .find(|event| event.thread == stopped);
            let only_joins = next.is_some_and(|event| match event.what {
                What::Wants(Wanted::End(other)) | What::Join(other) => {
                    self.replay.before(from).doing.get(other) != Some(&Doing::Ended)
                }
                _ => false,
            });
            if !goes_on || only_joins {
                self.rows[index].interrupted = None;
            }
        }
    }
}
