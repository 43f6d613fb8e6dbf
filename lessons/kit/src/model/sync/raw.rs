//! A lock without data.

use crate::model::{
    content::Content,
    engine::{Hold, Lock},
    gate::{Early, Gate, PerExecution, State},
    log::{ObjectKind, Wake, Wanted},
    recorder::{self, At},
};

/// What a mutex is to its threads.
pub(super) struct RawLock {
    made: At,
    inside: PerExecution<Inside>,
}

struct Inside {
    object: usize,
    lock: Lock,
}

impl RawLock {
    pub(super) const fn new(made: At) -> Self {
        Self {
            made,
            inside: PerExecution::new(),
        }
    }

    #[track_caller]
    fn inside(&self) -> &Inside {
        self.inside.get(|| Inside {
            object: recorder::object(ObjectKind::Mutex, self.made),
            lock: Lock::new(self.address()),
        })
    }

    /// Its number in the log.
    #[track_caller]
    pub(super) fn object(&self) -> usize {
        self.inside().object
    }

    /// For telling one lock from another while it does not move.
    fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    pub(super) fn is_held(&self) -> bool {
        self.inside
            .peek()
            .is_some_and(|inside| inside.lock.is_held())
    }

    /// What somebody finds who holds it, or has it to himself: no step of its own.
    pub(super) fn is_poisoned(&self) -> bool {
        self.inside
            .peek()
            .is_some_and(|inside| inside.lock.is_poisoned())
    }

    /// A step: somebody asks who may not hold it.
    #[track_caller]
    pub(super) fn look_for_poison(&self) -> bool {
        self.inside().lock.look_for_poison()
    }

    /// A step.
    #[track_caller]
    pub(super) fn clear_poison(&self) {
        self.inside().lock.clear_poison();
    }

    /// Takes the lock; waits for it if need be.
    #[track_caller]
    pub(super) fn acquire(&self, at: At) -> Hold<'_> {
        let inside = self.inside();
        inside.lock.acquire(wants(inside.object, at))
    }

    /// Waits for a wish and then takes the lock; see [`Lock::acquire_after`].
    #[track_caller]
    pub(super) fn acquire_after<S: State>(
        &self,
        gate: &Gate<S>,
        wish: S::Wish,
        early: Early,
        leave: impl FnOnce(&mut S),
        at: At,
    ) -> (Hold<'_>, Wake) {
        let inside = self.inside();
        let wants = wants(inside.object, at);
        inside
            .lock
            .acquire_after(gate.shared(), wish, early, leave, wants)
    }

    /// Takes the lock if it is free.
    #[track_caller]
    pub(super) fn try_acquire(&self, at: At) -> Option<Hold<'_>> {
        let inside = self.inside();
        inside.lock.try_acquire(at)
    }

    /// Lets go; `log` writes it down, at the moment at which it happens.
    pub(super) fn release(&self, hold: Hold<'_>, content: Content, log: impl FnOnce()) {
        // Otherwise the execution is over.
        if let Some(inside) = self.inside.peek() {
            inside.lock.release(hold, content, log);
        }
    }
}

fn wants(object: usize, at: At) -> impl FnOnce(bool) {
    move |blocked| recorder::wants(Wanted::Lock, Some(object), at, blocked)
}
