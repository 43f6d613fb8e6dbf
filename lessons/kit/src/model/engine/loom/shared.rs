//! State that threads share, and waiting for it.

use std::{cell::RefCell, hash::Hash};

use super::{call, turns, waiting::Waiter};
use crate::model::{
    gate::{Early, State},
    recorder::At,
};

/// loom's lock: taking it is a scheduling point, and its release is none.
#[derive(Debug)]
pub(super) struct Turn(loom::sync::Mutex<()>);

/// A [`Turn`] that is held; dropping it lets go.
#[derive(Debug)]
pub(crate) struct Held<'a> {
    _guard: loom::sync::MutexGuard<'a, ()>,
}

impl Turn {
    pub(super) fn new() -> Self {
        Self(loom::sync::Mutex::new(()))
    }

    pub(super) fn acquire(&self) -> Held<'_> {
        turns::step();
        let _guard =
            call(|| self.0.lock()).expect("loom's lock holds nothing that a panic could spoil");
        Held { _guard }
    }

    pub(super) fn try_acquire(&self) -> Option<Held<'_>> {
        turns::step();
        let _guard = call(|| self.0.try_lock()).ok()?;
        Some(Held { _guard })
    }
}

/// State that threads share.
pub(crate) struct Shared<S: State> {
    address: usize,
    turn: Turn,
    state: RefCell<S>,
    /// Who waits, and for what, in the order in which they came.
    waiting: RefCell<Vec<(Waiter, S::Wish)>>,
}

impl<S: State> Shared<S> {
    pub(crate) fn new(address: usize) -> Self {
        Self {
            address,
            turn: Turn::new(),
            state: RefCell::default(),
            waiting: RefCell::default(),
        }
    }

    /// One scheduling point, then `step`.
    pub(crate) fn step<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let _held = self.turn.acquire();
        turns::achieved();
        self.at_once(step)
    }

    /// The same for what lets something go.
    pub(crate) fn release<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        self.step(step)
    }

    /// Does `step` together with what this thread did last.
    pub(crate) fn at_once<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let answer = step(&mut self.state.borrow_mut());
        self.wake();
        answer
    }

    /// A look from outside of the model.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&mut S) -> R) -> R {
        look(&mut self.state.borrow_mut())
    }

    /// Waits until `wish` is granted, and does `step` at that moment; `None` if the wait ended early.
    pub(crate) fn when<R: Hash>(
        &self,
        wish: S::Wish,
        early: Early,
        step: impl FnOnce(&mut S) -> R,
    ) -> Option<R> {
        let mut in_time = true;
        loop {
            let held = self.turn.acquire();
            if self.state.borrow().grants(wish) {
                turns::achieved();
                return Some(self.at_once(step));
            }
            if !in_time {
                return None;
            }
            turns::achieved();
            let waiter = self.join(wish);
            drop(held);
            in_time = waiter.wait(early);
            if !in_time {
                self.leave(&waiter);
            }
        }
    }

    /// Waits for a wish that stays granted: whoever grants it wakes this thread, which need not look again. If the
    /// wait ends early, `leave` takes place after it.
    pub(crate) fn until(&self, wish: S::Wish, early: Early, leave: impl FnOnce(&mut S)) -> bool {
        let waiter = self.join(wish);
        let in_time = waiter.wait(early);
        if !in_time {
            self.leave(&waiter);
            self.step(leave);
        }
        in_time
    }

    /// To be called before a look that may be one of many.
    pub(crate) fn before_look(&self, at: At) {
        turns::before_look(self.address, at);
    }

    /// The current thread has looked, and found this.
    pub(crate) fn looked(&self, at: At, found: u64) {
        turns::looked(self.address, at, found);
    }

    fn join(&self, wish: S::Wish) -> Waiter {
        let waiter = Waiter::new();
        self.waiting.borrow_mut().push((waiter.clone(), wish));
        waiter
    }

    fn leave(&self, waiter: &Waiter) {
        self.waiting
            .borrow_mut()
            .retain(|(other, _)| !other.is(waiter));
    }

    /// Wakes all whose wishes are granted.
    fn wake(&self) {
        let state = self.state.borrow();
        self.waiting.borrow_mut().retain(|(waiter, wish)| {
            let granted = state.grants(*wish);
            if granted {
                waiter.wake();
            }
            !granted
        });
    }
}
