//! A condition variable.

use explorer::{
    Early, EarlyKind, Object, Price, ThreadId, Waiting, Wake, choose, current, observe, point, when,
};

use super::Mutex;

/// Those who wait, and have not been woken.
pub(crate) struct Condvar(Object<Vec<ThreadId>>);

impl Condvar {
    pub(crate) fn new() -> Self {
        Self(Object::new(Vec::new()))
    }

    fn waiting(&self) -> Waiting {
        Waiting::new("a signal").object(self.0.id())
    }

    /// Lets go of the lock with this value and waits; gives the value found afterwards.
    pub(crate) fn wait(&self, mutex: &Mutex, value: u64) -> u64 {
        self.wait_early(mutex, value, None).0
    }

    /// The same, but it may be woken for nothing.
    pub(crate) fn wait_spuriously(&self, mutex: &Mutex, value: u64) -> u64 {
        self.wait_early(mutex, value, Some(EarlyKind::Spurious)).0
    }

    /// The same with a limit in time; tells whether it was reached.
    pub(crate) fn wait_timeout(&self, mutex: &Mutex, value: u64) -> (u64, bool) {
        self.wait_early(mutex, value, Some(EarlyKind::TimeOut))
    }

    fn wait_early(&self, mutex: &Mutex, value: u64, early: Option<EarlyKind>) -> (u64, bool) {
        let me = current();
        // Letting go and beginning to wait are one step.
        point(self.waiting());
        mutex.give(value);
        self.0.with(|waiters| waiters.push(me));
        let is_free = || mutex.is_free();
        let is_woken = || !self.0.look(|waiters| waiters.contains(&me)) && mutex.is_free();
        let early = early.map(|kind| Early {
            kind,
            ready: &is_free,
        });
        let is_early = when(self.waiting(), &is_woken, early) == Wake::Early;
        if is_early {
            self.0
                .with(|waiters| waiters.retain(|waiter| *waiter != me));
        }
        observe(is_early.into());
        (mutex.take(), is_early)
    }

    pub(crate) fn notify_one(&self) {
        point(self.waiting());
        let count = self.0.look(Vec::len);
        observe(count as u64);
        if count > 0 {
            let chosen = choose(count, Price::Free);
            self.0.with(|waiters| waiters.remove(chosen));
        }
    }

    pub(crate) fn notify_all(&self) {
        point(self.waiting());
        self.0.with(Vec::clear);
    }
}
