//! A lock without data: who holds it, and who waits for it.

use std::{
    cell::{Cell, RefCell},
    thread,
};

use crate::model::{
    current, engine,
    gate::{Limit, PerExecution, Queue},
    log::{ObjectKind, Wanted},
    recorder::{self, At},
    run, turns,
};

/// What a mutex is to its threads.
///
/// Taking it is a scheduling point, and letting it go is none: nobody can tell at which moment that was, but for
/// the order in which the lock is taken next. `try_lock` can tell, so in models that use it every taking and
/// letting go is a step of its own, and the engine's lock is held only for that step.
pub(super) struct RawLock {
    made: At,
    inside: PerExecution<Inside>,
}

struct Inside {
    lock: engine::Lock,
    object: usize,
    holder: Cell<Option<usize>>,
    poisoned: Cell<bool>,
    /// Who waits; used only where letting go is a step of its own.
    waiting: RefCell<Queue>,
}

/// The right to hold a lock; given back by [`RawLock::release`].
pub(super) enum Hold<'a> {
    /// The engine's lock is held all the time.
    Engine(engine::Held<'a>),
    /// It was taken by a step, and is let go by a step.
    Step,
    /// It was taken by a thread that unwinds: nobody else runs meanwhile.
    Unwinding,
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
            lock: engine::Lock::new(),
            object: recorder::object(ObjectKind::Mutex, self.made),
            holder: Cell::new(None),
            poisoned: Cell::new(false),
            waiting: RefCell::default(),
        })
    }

    /// Its number in the log.
    #[track_caller]
    pub(super) fn object(&self) -> usize {
        self.inside().object
    }

    /// For telling one lock from another while it does not move.
    pub(super) fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    pub(super) fn is_held(&self) -> bool {
        self.inside
            .peek()
            .is_some_and(|inside| inside.holder.get().is_some())
    }

    pub(super) fn is_poisoned(&self) -> bool {
        self.inside
            .peek()
            .is_some_and(|inside| inside.poisoned.get())
    }

    pub(super) fn clear_poison(&self) {
        if let Some(inside) = self.inside.peek() {
            inside.poisoned.set(false);
        }
    }

    /// Takes the lock; waits for it if need be.
    #[track_caller]
    pub(super) fn acquire(&self, at: At) -> Hold<'_> {
        let inside = self.inside();
        if thread::panicking() {
            if inside.holder.get().is_some() {
                run::give_up(); // nobody can run and let it go
            }
            return inside.taken(Hold::Unwinding);
        }
        if inside.poisoned.get() {
            // A thread panicked with the lock held, and went on. The engine cannot follow: its own lock
            // would be poisoned as well. The panic is what matters.
            run::give_up();
        }
        recorder::wants(
            Wanted::Lock,
            Some(inside.object),
            at,
            inside.holder.get().is_some(),
        );
        if !current::settings().try_lock {
            return inside.taken(Hold::Engine(inside.lock.acquire()));
        }
        loop {
            let step = inside.lock.acquire();
            if inside.holder.get().is_none() {
                return inside.taken(Hold::Step);
            }
            let waiter = inside.waiting.borrow_mut().join();
            drop(step);
            waiter.wait(Limit::None);
        }
    }

    /// Takes the lock if it is free.
    #[track_caller]
    pub(super) fn try_acquire(&self) -> Option<Hold<'_>> {
        let inside = self.inside();
        current::uses(|uses| &uses.try_lock);
        let hold = if thread::panicking() {
            inside.holder.get().is_none().then_some(Hold::Unwinding)
        } else if current::settings().try_lock {
            let _step = inside.lock.acquire();
            inside.holder.get().is_none().then_some(Hold::Step)
        } else {
            // The next run knows better.
            inside.lock.try_acquire().map(Hold::Engine)
        };
        turns::achieved();
        hold.map(|hold| inside.taken(hold))
    }

    /// Lets go; `log` writes it down, at the moment at which it happens.
    pub(super) fn release(&self, hold: Hold<'_>, log: impl FnOnce()) {
        let Some(inside) = self.inside.peek() else {
            return; // the execution is over
        };
        let panicking = thread::panicking();
        if panicking && !matches!(hold, Hold::Unwinding) {
            inside.poisoned.set(true);
            run::spoil();
        }
        match hold {
            Hold::Step if !panicking => {
                let _step = inside.lock.acquire();
                log();
                inside.free();
            }
            Hold::Engine(held) => {
                log();
                inside.free();
                if panicking {
                    std::mem::forget(held); // to let go of the engine's lock would poison it
                }
            }
            Hold::Step | Hold::Unwinding => {
                log();
                inside.free();
            }
        }
    }
}

impl Inside {
    fn taken<'a>(&self, hold: Hold<'a>) -> Hold<'a> {
        self.holder.set(Some(current::thread()));
        turns::achieved();
        hold
    }

    fn free(&self) {
        self.holder.set(None);
        self.waiting.borrow_mut().wake_all();
    }
}
