//! Goes from one moment to the next, event by event.

use crate::model::{
    log::{Log, Wanted, What},
    timeline::moment::{Doing, Hold, Moment},
};

/// A `Wants` event (or a `Wait`), and what came of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    pub(super) event: usize,
    /// Whether the thread got it in the end.
    pub(super) granted: bool,
}

/// Plays one event after the other.
pub(super) struct Player<'a> {
    log: &'a Log,
    /// How things stand after the last event.
    pub(super) now: Moment,
    /// By channel: sent and not yet received.
    messages: Vec<usize>,
    /// By thread: the wish that is open, an index into `wishes`.
    open: Vec<Option<usize>>,
    pub(super) wishes: Vec<Wish>,
}

impl<'a> Player<'a> {
    /// At the beginning of this log, where things stand so.
    pub(super) fn new(log: &'a Log, start: Moment) -> Self {
        Self {
            log,
            now: start,
            messages: vec![0; log.objects.len()],
            open: vec![None; log.threads.len()],
            wishes: Vec::new(),
        }
    }

    pub(super) fn step(&mut self, index: usize) {
        let event = &self.log.events[index];
        let thread = event.thread;
        if event.what == What::Wants(Wanted::Notification) {
            return; // the `Wait` beside it says the same
        }
        self.now.doing[thread] = Doing::Running;
        if let Some(open) = self.open[thread].take() {
            self.wishes[open].granted = true;
        }
        self.now.queued.retain(|(queued, _)| *queued != thread);
        self.locks(index);
        match event.what {
            What::Spawn(child) if child < self.now.doing.len() => {
                self.now.doing[child] = Doing::Running
            }
            What::End => self.now.doing[thread] = Doing::Ended,
            What::Wants(_) | What::Wait { .. } => {
                if event.what == What::Wants(Wanted::ReadersGone) {
                    self.now.queued.extend(event.object.map(|on| (thread, on)));
                }
                self.open[thread] = Some(self.wishes.len());
                self.wishes.push(Wish {
                    event: index,
                    granted: false,
                });
            }
            What::NotifyOne(_) => {
                if let Some(woken) = self.now.wakes(event) {
                    self.now.waiters.retain(|(thread, _)| *thread != woken);
                }
            }
            What::NotifyAll(_) => self.now.waiters.retain(|(_, on)| Some(*on) != event.object),
            What::Send => self.count(event.object, |sent| sent + 1),
            What::Receive => self.count(event.object, |sent| sent.saturating_sub(1)),
            _ => {}
        }
        self.who_waits();
    }

    fn count(&mut self, channel: Option<usize>, change: impl Fn(usize) -> usize) {
        if let Some(count) = channel.and_then(|channel| self.messages.get_mut(channel)) {
            *count = change(*count);
        }
    }

    fn locks(&mut self, index: usize) {
        let event = &self.log.events[index];
        match (&event.what, event.object) {
            (What::Lock | What::TryLock | What::WriteLock, Some(object)) => {
                self.take(index, object, false)
            }
            (What::ReadLock, Some(object)) => self.take(index, object, true),
            (What::Unlock | What::ReadUnlock | What::WriteUnlock, Some(object)) => {
                self.release(index, object)
            }
            (What::Wait { mutex }, on) => {
                self.release(index, *mutex);
                self.now.waiters.extend(on.map(|on| (event.thread, on)));
            }
            (What::Woken { mutex, .. }, _) => {
                self.now
                    .waiters
                    .retain(|(thread, _)| *thread != event.thread);
                self.take(index, *mutex, false);
            }
            _ => {}
        }
    }

    fn take(&mut self, since: usize, object: usize, shared: bool) {
        self.now.holds.push(Hold {
            thread: self.log.events[since].thread,
            object,
            since,
            shared,
        });
    }

    fn release(&mut self, index: usize, object: usize) {
        let thread = self.log.events[index].thread;
        let held = self
            .now
            .holds
            .iter()
            .rposition(|hold| hold.thread == thread && hold.object == object);
        if let Some(held) = held {
            self.now.holds.remove(held);
        }
    }

    /// Threads whose wish cannot be granted now have to wait.
    fn who_waits(&mut self) {
        for thread in 0..self.open.len() {
            let Some(open) = self.open[thread] else {
                continue;
            };
            let must_wait = self.must_wait(self.wishes[open].event);
            self.now.doing[thread] = if must_wait {
                Doing::Waiting
            } else {
                Doing::Running
            };
        }
    }

    /// Whether a thread that asks for a lock gets it in the end.
    fn is_granted(&self, wish: usize) -> bool {
        let thread = self.log.events[wish].thread;
        self.log.events[wish + 1..]
            .iter()
            .any(|later| later.thread == thread)
    }

    fn must_wait(&self, wish: usize) -> bool {
        let event = &self.log.events[wish];
        if let What::Wants(wanted) = event.what
            && let Some((lock, shared)) = event.object.zip(wanted.lock())
        {
            // Asking early for a lock that is free again in time is the same as asking later.
            return !self.is_granted(wish) && !self.now.waited_for(lock, shared).is_empty();
        }
        match (&event.what, event.object) {
            (What::Wants(Wanted::Message), Some(channel)) => self.messages.get(channel) == Some(&0),
            (What::Wants(Wanted::End(other)), _) => {
                self.now.doing.get(*other) != Some(&Doing::Ended)
            }
            // How much room there is, and whether a token to be unparked is there, the log does not tell.
            _ => true,
        }
    }
}
