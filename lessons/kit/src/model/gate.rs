//! What the facade's objects are built from: state that lives for one execution, atomic steps on it, and waiting.

use std::{
    cell::{Cell, UnsafeCell},
    hash::Hash,
    thread,
};

use super::{
    current, ending, engine,
    log::{ObjectKind, Wake},
    recorder::{self, At},
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

/// What stands behind a [`Gate`].
///
/// Its hash tells all states apart in which threads could go on in different ways: an engine may take two executions for the
/// same that have come to the same states.
pub(crate) trait State: Default + Hash {
    /// What a thread may wait for; plain data, so that it can be looked at while the thread waits.
    type Wish: Copy + Hash + 'static;

    /// Whether a thread with this wish can go on.
    fn grants(&self, wish: Self::Wish) -> bool;
}

/// How else a wait may end than by what was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Early {
    Never,
    /// For no reason, as std allows; an engine may leave it out.
    Spurious,
    /// By its time limit.
    TimeOut,
    /// By its time limit or for no reason.
    Either,
}

impl Early {
    /// Why a wait was over that may end so, and in which nothing more is told.
    pub(crate) fn wake(self, granted: bool) -> Wake {
        match self {
            _ if granted => Wake::Called,
            Self::TimeOut | Self::Either => Wake::TimedOut,
            Self::Never | Self::Spurious => Wake::ForNothing,
        }
    }

    /// A wait with a time limit.
    pub(crate) fn in_time() -> Self {
        if current::time_passes() {
            Self::TimeOut
        } else {
            Self::Never
        }
    }

    /// The same where std allows a wait to end for no reason as well.
    pub(crate) fn in_time_or_for_nothing() -> Self {
        if current::time_passes() {
            Self::Either
        } else {
            Self::Spurious
        }
    }
}

/// State that threads share; every step on it is one scheduling point, then indivisible.
///
/// What a step returns is what the thread learns by it: its hash must tell apart what the thread can.
pub(crate) struct Gate<S: State> {
    kind: ObjectKind,
    made: At,
    inside: PerExecution<Inside<S>>,
}

struct Inside<S: State> {
    object: usize,
    shared: engine::Shared<S>,
}

impl<S: State> Gate<S> {
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
            object: recorder::object(self.kind, self.made),
            shared: engine::Shared::new(self.address()),
        })
    }

    /// For telling one from another while it does not move.
    pub(crate) fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    /// Its number in the log.
    #[track_caller]
    pub(crate) fn object(&self) -> usize {
        self.inside().object
    }

    /// What the engine shares between the threads.
    #[track_caller]
    pub(crate) fn shared(&self) -> &engine::Shared<S> {
        &self.inside().shared
    }

    /// Does `step` at one moment. It must not call the learner's code, nor wait.
    ///
    /// A thread that unwinds goes on without a scheduling point: the engine
    /// cannot run other threads while this one panics.
    #[track_caller]
    pub(crate) fn step<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let shared = self.shared();
        if thread::panicking() {
            shared.at_once(step)
        } else {
            shared.step(step)
        }
    }

    /// Does `step` together with what this thread did last: for changes that nobody else can see at another moment.
    #[track_caller]
    pub(crate) fn at_once<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        self.shared().at_once(step)
    }

    /// A look from outside of the model, such as for printing; `None` if this execution has not used it yet.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&mut S) -> R) -> Option<R> {
        Some(self.inside.peek()?.shared.peek(look))
    }

    /// A look of somebody who has it to himself, so that it is no step; `None` as for [`peek`](Self::peek).
    #[track_caller]
    pub(crate) fn own<R: Hash>(&self, look: impl FnOnce(&mut S) -> R) -> Option<R> {
        Some(self.inside.peek()?.shared.at_once(look))
    }

    /// For a release: at once where only the order of steps counts, a step of its own where it must also
    /// publish what was done before, or where others may see the moment before it.
    #[track_caller]
    pub(crate) fn release<R: Hash>(&self, step: impl FnOnce(&mut S) -> R) -> R {
        let shared = self.shared();
        if engine::sees_releases() && !thread::panicking() {
            shared.release(step)
        } else {
            shared.at_once(step)
        }
    }

    /// To be called before a look that may be one of many.
    #[track_caller]
    pub(crate) fn before_look(&self, at: At) {
        self.shared().before_look(at);
    }

    /// The current thread has looked, and found this. When the same line finds the same again and again it
    /// polls: that is no progress, and the others get their turn before the next look.
    #[track_caller]
    pub(crate) fn looked(&self, at: At, found: u64) {
        self.shared().looked(at, found);
    }

    /// Waits until `wish` is granted, and does `step` at that moment; `None` if the wait ended early.
    #[track_caller]
    pub(crate) fn when<R: Hash>(
        &self,
        wish: S::Wish,
        early: Early,
        step: impl FnOnce(&mut S) -> R,
    ) -> Option<R> {
        let shared = self.shared();
        if !thread::panicking() {
            return shared.when(wish, early, step);
        }
        if !shared.at_once(|state| state.grants(wish)) {
            ending::waits_in_panic(); // only another thread could grant it
        }
        Some(shared.at_once(step))
    }

    /// Waits for a wish that stays granted, together with what this thread did last. Tells whether it was granted;
    /// if the wait ended early, `leave` has taken place.
    #[track_caller]
    pub(crate) fn until(&self, wish: S::Wish, early: Early, leave: impl FnOnce(&mut S)) -> bool {
        let shared = self.shared();
        if shared.at_once(|state| state.grants(wish)) {
            return true;
        }
        if thread::panicking() {
            ending::waits_in_panic(); // only another thread could grant it
        }
        shared.until(wish, early, leave)
    }
}
