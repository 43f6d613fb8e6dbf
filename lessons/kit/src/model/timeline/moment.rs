//! How things stand at one moment: what each thread is doing, who holds what, and who waits.

use crate::model::log::Event;

/// What a thread is doing while others act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Not started yet.
    Unborn,
    /// Could go on.
    Running,
    /// Has to wait.
    Waiting,
    /// Its function has returned.
    Ended,
}

/// A lock that a thread holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) thread: usize,
    pub(super) object: usize,
    /// The event that took it.
    pub(super) since: usize,
    /// A read lock lets other readers in.
    pub(super) shared: bool,
}

/// How things stand right after an event.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// By thread.
    pub(super) doing: Vec<Doing>,
    pub(super) holds: Vec<Hold>,
    /// Who waits on which condition variable, the longest first.
    pub(super) waiters: Vec<(usize, usize)>,
    /// Who waits to write, and until then keeps others from reading which lock.
    pub(super) queued: Vec<(usize, usize)>,
}

impl Moment {
    /// Who keeps `thread` from getting this lock.
    pub(super) fn in_the_way(&self, object: usize, shared: bool) -> impl Iterator<Item = &Hold> {
        self.holds
            .iter()
            .filter(move |hold| hold.object == object && !(shared && hold.shared))
    }

    /// The writers behind whom a reader of this lock has to wait.
    pub(super) fn queue(&self, object: usize) -> impl Iterator<Item = usize> {
        self.queued
            .iter()
            .filter(move |(_, on)| *on == object)
            .map(|(thread, _)| *thread)
    }

    /// Whom somebody waits for who wants this lock.
    pub(super) fn waited_for(&self, object: usize, shared: bool) -> Vec<usize> {
        let holders = self.in_the_way(object, shared).map(|hold| hold.thread);
        let queue = self.queue(object).filter(|_| shared);
        holders.chain(queue).collect()
    }

    /// Whom a `notify_one` wakes: where the log does not tell, the one that has waited longest.
    pub(super) fn wakes(&self, event: &Event) -> Option<usize> {
        let mut waiters = self.waiters.iter();
        let first = waiters.find(|(_, on)| Some(*on) == event.object);
        event.wakes.or(first.map(|(thread, _)| *thread))
    }

    /// Whether a thread waits for a notification.
    pub(super) fn is_waiter(&self, thread: usize) -> bool {
        self.waiters.iter().any(|(waiter, _)| *waiter == thread)
    }

    /// The locks that a thread holds.
    pub(super) fn held_by(&self, thread: usize) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(move |hold| hold.thread == thread)
    }
}
