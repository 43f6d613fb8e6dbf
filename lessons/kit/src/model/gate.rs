//! What the facade's objects are built from: state that lives for one execution, atomic steps on it, and waiting.

use std::{
    cell::{Cell, RefCell, UnsafeCell},
    rc::Rc,
    thread,
};

use super::{
    current, engine,
    log::ObjectKind,
    recorder::{self, At},
    run, turns,
};

/// A value that every execution makes anew, at its first use in it.
///
/// Hence constructors are `const`, as std's are: a `static` lock works, and begins every execution free.
pub(crate) struct PerExecution<T> {
    epoch: Cell<u64>,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: the value is reached only by `get`, `peek` and `current`, which refuse every OS thread but the one
// that runs the execution that made it (`current::epoch` parks all others, and another
// execution sees another epoch and makes its own value). So no two OS threads ever use it at once.
unsafe impl<T> Sync for PerExecution<T> {}
// SAFETY: as above; and what the engine's objects hold are numbers.
unsafe impl<T> Send for PerExecution<T> {}

impl<T> PerExecution<T> {
    pub(crate) const fn new() -> Self {
        Self {
            epoch: Cell::new(0),
            value: UnsafeCell::new(None),
        }
    }

    /// The value of this execution.
    #[track_caller]
    pub(crate) fn get(&self, make: impl FnOnce() -> T) -> &T {
        let epoch = current::epoch();
        if self.epoch.get() != epoch {
            let value = make();
            // SAFETY: a value of an earlier execution is replaced; all references to it died with that execution,
            // since no frame of it runs any more.
            unsafe { *self.value.get() = Some(value) };
            self.epoch.set(epoch);
        }
        // SAFETY: set above, or earlier in this execution; never replaced while this execution runs.
        unsafe { (*self.value.get()).as_ref() }.expect("made above")
    }

    /// The value, if this execution has made it; `None` outside of an execution as well.
    pub(crate) fn peek(&self) -> Option<&T> {
        if !current::is_active() || self.epoch.get() != current::epoch() {
            return None;
        }
        // SAFETY: as in `get`.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// The same for somebody who has the only reference.
    pub(crate) fn peek_mut(&mut self) -> Option<&mut T> {
        if !current::is_active() || self.epoch.get() != current::epoch() {
            return None;
        }
        self.value.get_mut().as_mut()
    }
}

/// State that threads share; every step on it is one scheduling point, then indivisible.
pub(crate) struct Gate<S> {
    kind: ObjectKind,
    made: At,
    inside: PerExecution<Inside<S>>,
}

struct Inside<S> {
    lock: engine::Lock,
    object: usize,
    state: RefCell<S>,
}

impl<S: Default> Gate<S> {
    pub(crate) const fn new(kind: ObjectKind, made: At) -> Self {
        Self {
            kind,
            made,
            inside: PerExecution::new(),
        }
    }

    #[track_caller]
    fn inside(&self) -> &Inside<S> {
        self.inside.get(|| Inside {
            lock: engine::Lock::new(),
            object: recorder::object(self.kind, self.made),
            state: RefCell::default(),
        })
    }

    /// Its number in the log.
    #[track_caller]
    pub(crate) fn object(&self) -> usize {
        self.inside().object
    }

    /// Does `step` at one moment. It must not call the learner's code, nor wait.
    ///
    /// A thread that unwinds goes on without a scheduling point: the engine
    /// cannot run other threads while this one panics.
    #[track_caller]
    pub(crate) fn step<R>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let inside = self.inside();
        let _held = (!thread::panicking()).then(|| inside.lock.acquire());
        turns::achieved();
        step(&mut inside.state.borrow_mut())
    }

    /// Does `step` together with what this thread did last: for changes that nobody else can see at another moment.
    #[track_caller]
    pub(crate) fn at_once<R>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        step(&mut self.inside().state.borrow_mut())
    }

    /// A look from outside of the model, such as for printing; `None` if this execution has not used it yet.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&mut S) -> R) -> Option<R> {
        let inside = self.inside.peek()?;
        Some(look(&mut inside.state.borrow_mut()))
    }

    /// For a release: at once where only the order of steps counts, a step of its own where it must also
    /// publish what was done before, or where others may see the moment before it.
    #[track_caller]
    pub(crate) fn release<R>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let settings = current::settings();
        if settings.pass == current::Pass::Orders || settings.try_lock {
            self.step(step)
        } else {
            self.at_once(step)
        }
    }
}

/// Whether a wait may end by its time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    None,
    Some,
}

/// A thread that is about to wait, as the others know it.
#[derive(Clone, Debug)]
pub(crate) struct Waiter(Rc<Waiting>);

#[derive(Debug)]
struct Waiting {
    thread: engine::Sleeper,
    woken: Cell<bool>,
    asleep: Cell<bool>,
}

impl Waiter {
    /// The current thread.
    pub(crate) fn new() -> Self {
        Self(Rc::new(Waiting {
            thread: engine::Sleeper::current(),
            woken: Cell::new(false),
            asleep: Cell::new(false),
        }))
    }

    /// Waits until it is woken, or until the time is over: tells whether it was woken.
    ///
    /// No scheduling point lies before it, so that registering in a [`Gate`] and falling asleep are one step.
    pub(crate) fn wait(&self, limit: Limit) -> bool {
        if thread::panicking() {
            run::give_up(); // only another thread could wake it
        }
        recorder::idle(true);
        let woken = if limit == Limit::Some && current::settings().time_passes {
            turns::doze(&self.0.woken)
        } else {
            while !self.0.woken.get() {
                self.0.asleep.set(true);
                engine::block();
            }
            true
        };
        recorder::idle(false);
        woken
    }

    /// Lets it go on. No scheduling point.
    pub(crate) fn wake(&self) {
        self.0.woken.set(true);
        if self.0.asleep.replace(false) {
            self.0.thread.wake();
        }
    }

    pub(crate) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Those who wait, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Queue(std::collections::VecDeque<Waiter>);

impl Queue {
    /// Adds the current thread.
    pub(crate) fn join(&mut self) -> Waiter {
        let waiter = Waiter::new();
        self.0.push_back(waiter.clone());
        waiter
    }

    pub(crate) fn leave(&mut self, waiter: &Waiter) {
        self.0.retain(|other| !other.is(waiter));
    }

    /// Wakes the one that has waited longest; tells how many were woken.
    pub(crate) fn wake_one(&mut self) -> usize {
        self.0.pop_front().inspect(Waiter::wake).map_or(0, |_| 1)
    }

    /// Wakes all; tells how many.
    pub(crate) fn wake_all(&mut self) -> usize {
        let woken = self.0.len();
        self.0.drain(..).for_each(|waiter| waiter.wake());
        woken
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
