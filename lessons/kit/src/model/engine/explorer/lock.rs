//! A lock without data: who holds it.

use std::thread;

use explorer::{Object, Waiting, Wake};

use super::{
    Call, Trace, place,
    shared::{Hashed, Shared, change, other},
};
use crate::model::{
    content::Content,
    current, ending,
    gate::{Early, State},
    log::Wake as Over,
    recorder::At,
};

/// What a mutex is to its threads.
pub(crate) struct Lock {
    object: Object<Hashed<Held>>,
}

#[derive(Default, Hash)]
struct Held {
    by: Option<usize>,
    poisoned: bool,
    /// Of the last holder.
    trace: Trace,
}

/// The right to hold a lock; given back by [`Lock::release`].
pub(crate) struct Hold<'a> {
    _lock: &'a Lock,
    /// It was taken by a thread that unwinds.
    unwinding: bool,
}

impl Lock {
    pub(crate) fn new(address: usize) -> Self {
        let _call = Call::begin();
        Self {
            object: Object::with_identity(place::name(address), Hashed(Held::default())),
        }
    }

    pub(crate) fn is_held(&self) -> bool {
        self.object.look(|held| held.0.by.is_some())
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        change(&self.object, |held| held.poisoned)
    }

    /// A step; who asks again and again polls.
    #[track_caller]
    pub(crate) fn look_for_poison(&self) -> bool {
        self.point();
        let poisoned = self.is_poisoned();
        explorer::looked(self.object.id(), poisoned.into());
        poisoned
    }

    /// A step.
    #[track_caller]
    pub(crate) fn clear_poison(&self) {
        self.point();
        change(&self.object, |held| held.poisoned = false);
    }

    fn waiting(&self, what: &'static str) -> Waiting {
        Waiting::new(what).object(self.object.id())
    }

    #[track_caller]
    fn point(&self) {
        if !thread::panicking() {
            let _call = Call::begin();
            explorer::point(self.waiting("its turn"));
        }
    }

    /// Takes the lock; waits for it if need be. `wants` is told before whether it has to.
    #[track_caller]
    pub(crate) fn acquire(&self, wants: impl FnOnce(bool)) -> Hold<'_> {
        if thread::panicking() {
            if self.is_held() {
                ending::waits_in_panic(); // nobody can run and let it go
            }
            return self.taken();
        }
        wants(self.is_held());
        let call = Call::begin();
        explorer::when(self.waiting("a lock"), &|| !self.is_held(), None);
        drop(call);
        self.taken()
    }

    /// Waits until `wish` is granted and the lock is free, and takes it; tells why the wait was over. If it ends
    /// early, `leave` takes place at that moment.
    #[track_caller]
    pub(crate) fn acquire_after<S: State>(
        &self,
        shared: &Shared<S>,
        wish: S::Wish,
        early: Early,
        leave: impl FnOnce(&mut S),
        wants: impl FnOnce(bool),
    ) -> (Hold<'_>, Over) {
        if thread::panicking() {
            ending::waits_in_panic(); // only another thread could grant it
        }
        let call = Call::begin();
        let ready = || shared.grants(wish) && !self.is_held();
        let too_late = || !shared.grants(wish);
        let for_nothing = || !shared.grants(wish) && !self.is_held();
        let timed = matches!(early, Early::TimeOut | Early::Either);
        let other = other(early, if timed { &too_late } else { &for_nothing });
        let wake = explorer::when(self.waiting("a notification"), &ready, other);
        drop(call);
        if wake == Wake::Ready {
            return (self.taken(), Over::Called);
        }
        shared.at_once(leave);
        if !timed {
            return (self.taken(), Over::ForNothing);
        }
        let over = match wake {
            Wake::ForNothing => Over::ForNothing,
            _ => Over::TimedOut,
        };
        // The time may be over while somebody else has the lock: a notification of his comes too late.
        (self.acquire(wants), over)
    }

    /// Takes the lock if it is free.
    #[track_caller]
    pub(crate) fn try_acquire(&self, _at: At) -> Option<Hold<'_>> {
        explorer::needs_release_points();
        self.point();
        let is_held = change(&self.object, |held| held.by.is_some());
        if is_held {
            explorer::looked(self.object.id(), 0);
            return None;
        }
        Some(self.taken())
    }

    #[track_caller]
    fn taken(&self) -> Hold<'_> {
        let me = current::thread();
        let token = change(&self.object, |held| {
            held.by = Some(me);
            held.trace.follow();
            held.trace.token()
        });
        explorer::looked(self.object.id(), token);
        Hold {
            _lock: self,
            unwinding: thread::panicking(),
        }
    }

    /// Lets go; `log` writes it down, at the moment at which it happens.
    pub(crate) fn release(&self, hold: Hold<'_>, content: Content, log: impl FnOnce()) {
        let panicking = thread::panicking();
        if !panicking {
            let _call = Call::begin();
            explorer::release_point(self.waiting("its turn"));
        }
        log();
        change(&self.object, |held| {
            held.by = None;
            held.poisoned |= panicking && !hold.unwinding;
            held.trace.leave(content);
        });
    }
}
