//! A lock without data: who holds it, and who waits for it.

use std::{
    cell::{Cell, RefCell},
    thread,
};

use super::{
    run, settings,
    shared::{Held, Shared, Turn},
    turns,
    waiting::Waiter,
};
use crate::model::{
    content::Content,
    current, ending,
    gate::{Early, State},
    log::Wake,
    recorder::At,
};

/// What a mutex is to its threads.
///
/// Taking it is a scheduling point, and letting it go is none: nobody can tell at which moment that was, but for
/// the order in which the lock is taken next. `try_lock` can tell, so in models that use it every taking and
/// letting go is a step of its own, and loom's lock is held only for that step.
pub(crate) struct Lock {
    address: usize,
    turn: Turn,
    holder: Cell<Option<usize>>,
    poisoned: Cell<bool>,
    /// Who waits; used only where letting go is a step of its own.
    waiting: RefCell<Vec<Waiter>>,
}

/// The right to hold a lock; given back by [`Lock::release`].
pub(crate) enum Hold<'a> {
    /// loom's lock is held all the time.
    Engine(Held<'a>),
    /// It was taken by a step, and is let go by a step.
    Step,
    /// It was taken by a thread that unwinds: nobody else runs meanwhile.
    Unwinding,
}

impl Lock {
    pub(crate) fn new(address: usize) -> Self {
        Self {
            address,
            turn: Turn::new(),
            holder: Cell::new(None),
            poisoned: Cell::new(false),
            waiting: RefCell::default(),
        }
    }

    pub(crate) fn is_held(&self) -> bool {
        self.holder.get().is_some()
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned.get()
    }

    /// No step to loom, which ends the model where a panic poisons anything.
    pub(crate) fn look_for_poison(&self) -> bool {
        self.is_poisoned()
    }

    pub(crate) fn clear_poison(&self) {
        self.poisoned.set(false);
    }

    /// Takes the lock; waits for it if need be. `wants` is told before whether it has to.
    pub(crate) fn acquire(&self, wants: impl FnOnce(bool)) -> Hold<'_> {
        if thread::panicking() {
            if self.is_held() {
                ending::give_up(); // nobody can run and let it go
            }
            return self.taken(Hold::Unwinding);
        }
        if self.is_poisoned() {
            // A thread panicked with the lock held, and went on. loom cannot follow: its own lock
            // would be poisoned as well. The panic is what matters.
            ending::give_up();
        }
        wants(self.is_held());
        if !settings::settings().try_lock {
            return self.taken(Hold::Engine(self.turn.acquire()));
        }
        loop {
            let step = self.turn.acquire();
            if !self.is_held() {
                return self.taken(Hold::Step);
            }
            let waiter = Waiter::new();
            self.waiting.borrow_mut().push(waiter.clone());
            drop(step);
            waiter.wait(Early::Never);
        }
    }

    /// Waits until `wish` is granted, together with what this thread did last, and then takes the lock; tells
    /// why the wait was over. If the wait ends early, `leave` takes place before.
    pub(crate) fn acquire_after<S: State>(
        &self,
        shared: &Shared<S>,
        wish: S::Wish,
        early: Early,
        leave: impl FnOnce(&mut S),
        wants: impl FnOnce(bool),
    ) -> (Hold<'_>, Wake) {
        if thread::panicking() {
            ending::give_up(); // only another thread could grant it
        }
        let granted = shared.until(wish, early, leave);
        (self.acquire(wants), early.wake(granted))
    }

    /// Takes the lock if it is free.
    pub(crate) fn try_acquire(&self, at: At) -> Option<Hold<'_>> {
        settings::needs_releases();
        turns::before_look(self.address, at);
        let hold = if thread::panicking() {
            (!self.is_held()).then_some(Hold::Unwinding)
        } else if settings::settings().try_lock {
            let _step = self.turn.acquire();
            (!self.is_held()).then_some(Hold::Step)
        } else {
            // The next run knows better.
            self.turn.try_acquire().map(Hold::Engine)
        };
        turns::achieved();
        if hold.is_none() {
            turns::looked(self.address, at, 0);
        }
        hold.map(|hold| self.taken(hold))
    }

    /// Lets go; `log` writes it down, at the moment at which it happens.
    pub(crate) fn release(&self, hold: Hold<'_>, _content: Content, log: impl FnOnce()) {
        let panicking = thread::panicking();
        if panicking && !matches!(hold, Hold::Unwinding) {
            self.poisoned.set(true);
            run::spoil();
        }
        match hold {
            Hold::Step if !panicking => {
                let _step = self.turn.acquire();
                log();
                self.free();
            }
            Hold::Engine(held) => {
                log();
                self.free();
                if panicking {
                    std::mem::forget(held); // to let go of loom's lock would poison it
                }
            }
            Hold::Step | Hold::Unwinding => {
                log();
                self.free();
            }
        }
    }

    fn taken<'a>(&self, hold: Hold<'a>) -> Hold<'a> {
        self.holder.set(Some(current::thread()));
        turns::achieved();
        hold
    }

    fn free(&self) {
        self.holder.set(None);
        self.waiting
            .borrow_mut()
            .drain(..)
            .for_each(|waiter| waiter.wake());
    }
}
