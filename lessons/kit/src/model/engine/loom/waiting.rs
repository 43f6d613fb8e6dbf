//! A thread that sleeps until another one wakes it.

use std::{cell::Cell, rc::Rc};

use super::{call, turns};
use crate::model::{gate::Early, recorder};

/// A thread that is about to wait, as the others know it.
#[derive(Clone, Debug)]
pub(super) struct Waiter(Rc<Waiting>);

#[derive(Debug)]
struct Waiting {
    thread: loom::thread::Thread,
    woken: Cell<bool>,
    asleep: Cell<bool>,
}

impl Waiter {
    /// The current thread.
    pub(super) fn new() -> Self {
        Self(Rc::new(Waiting {
            thread: loom::thread::current(),
            woken: Cell::new(false),
            asleep: Cell::new(false),
        }))
    }

    /// Waits until it is woken, or until the time is over: tells whether it was woken.
    ///
    /// No scheduling point lies before it, so that registering and falling asleep are one step.
    pub(super) fn wait(&self, early: Early) -> bool {
        recorder::idle(true);
        let woken = if matches!(early, Early::TimeOut | Early::Either) {
            turns::doze(&self.0.woken)
        } else {
            while !self.0.woken.get() {
                self.0.asleep.set(true);
                call(loom::thread::park);
            }
            true
        };
        recorder::idle(false);
        woken
    }

    /// Lets it go on. No scheduling point.
    pub(super) fn wake(&self) {
        self.0.woken.set(true);
        if self.0.asleep.replace(false) {
            self.0.thread.unpark();
        }
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
