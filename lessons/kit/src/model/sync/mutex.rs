//! A lock.

use std::{
    cell::{Cell, UnsafeCell},
    fmt,
    ops::{Deref, DerefMut},
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::{LockResult, PoisonError, TryLockError, TryLockResult},
    thread,
};

use crate::model::{
    current, engine,
    gate::PerExecution,
    log::{ObjectKind, Wanted, What},
    recorder::{self, At, Entry},
    run, show,
};

/// `std::sync::Mutex`, recorded.
pub struct Mutex<T: ?Sized> {
    made: At,
    inside: PerExecution<Inside>,
    data: UnsafeCell<T>,
}

struct Inside {
    lock: engine::Lock,
    object: usize,
    holder: Cell<Option<usize>>,
    poisoned: Cell<bool>,
}

// SAFETY: the data is reached only through a guard, of which there is at most one at a time, or by `&mut`.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
// SAFETY: as std's: the data moves along.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}

/// `std::sync::MutexGuard`, recorded.
#[must_use = "if unused the Mutex will immediately unlock"]
#[clippy::has_significant_drop]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    /// `None` for a lock that was taken while its thread unwinds.
    held: Option<engine::Held<'a>>,
    before: Option<String>,
    wrote: bool,
}

// SAFETY: as std's: sharing a guard shares the data.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    /// As std's.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self {
            made: Location::caller(),
            inside: PerExecution::new(),
            data: UnsafeCell::new(value),
        }
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex was poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.is_poisoned();
        poison(poisoned, self.data.into_inner())
    }
}

fn poison<T>(poisoned: bool, value: T) -> LockResult<T> {
    if poisoned {
        Err(PoisonError::new(value))
    } else {
        Ok(value)
    }
}

impl<T: ?Sized> Mutex<T> {
    #[track_caller]
    fn inside(&self) -> &Inside {
        self.inside.get(|| Inside {
            lock: engine::Lock::new(),
            object: recorder::object(ObjectKind::Mutex, self.made),
            holder: Cell::new(None),
            poisoned: Cell::new(false),
        })
    }

    /// Its number in the log.
    pub(crate) fn object(&self) -> usize {
        self.inside().object
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let object = self.object();
        self.acquire(Location::caller(), object, What::Lock)
    }

    /// Takes the lock and logs what this is to the learner, on the object that the learner sees.
    #[track_caller]
    pub(crate) fn acquire(
        &self,
        at: At,
        object: usize,
        what: What,
    ) -> LockResult<MutexGuard<'_, T>> {
        let inside = self.inside();
        if thread::panicking() {
            if inside.holder.get().is_some() {
                run::give_up(); // nobody can run and let it go
            }
            return poison(inside.poisoned.get(), self.guard(None, at, object, what));
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
        let held = inside.lock.acquire();
        Ok(self.guard(Some(held), at, object, what))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If somebody else holds the lock, or it is poisoned.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let at = Location::caller();
        let inside = self.inside();
        current::uses(|uses| &uses.try_lock);
        if thread::panicking() {
            if inside.holder.get().is_some() {
                return Err(TryLockError::WouldBlock);
            }
            let guard = self.guard(None, at, inside.object, What::TryLock);
            return poison(inside.poisoned.get(), guard).map_err(TryLockError::Poisoned);
        }
        current::before_look(inside.lock_address(), at);
        match inside.lock.try_acquire() {
            Some(held) => Ok(self.guard(Some(held), at, inside.object, What::TryLock)),
            None => {
                current::achieved();
                current::looked(inside.lock_address(), at, 0);
                recorder::event(|| What::TryLockFailed)
                    .on(inside.object)
                    .at(at)
                    .log();
                Err(TryLockError::WouldBlock)
            }
        }
    }

    fn guard<'a>(
        &'a self,
        held: Option<engine::Held<'a>>,
        at: At,
        object: usize,
        what: What,
    ) -> MutexGuard<'a, T> {
        let inside = self.inside();
        inside.holder.set(Some(current::thread()));
        current::achieved();
        let mut guard = MutexGuard {
            mutex: self,
            held,
            before: None,
            wrote: false,
        };
        if recorder::on() {
            guard.before = show::text(&*guard);
            recorder::event(|| what)
                .on(object)
                .at(at)
                .found_text(guard.before.clone())
                .log();
        }
        guard
    }

    /// As std's.
    pub fn is_poisoned(&self) -> bool {
        self.inside
            .peek()
            .is_some_and(|inside| inside.poisoned.get())
    }

    /// As std's.
    pub fn clear_poison(&self) {
        if let Some(inside) = self.inside.peek() {
            inside.poisoned.set(false);
        }
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.is_poisoned();
        poison(poisoned, self.data.get_mut())
    }
}

impl Inside {
    fn lock_address(&self) -> usize {
        (&raw const *self).addr()
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(crate) fn mutex(&self) -> &'a Mutex<T> {
        self.mutex
    }

    /// What changed hands, for an event that ends the holding.
    pub(crate) fn shown(&self, entry: Entry) -> Entry {
        entry
            .found_text(self.before.clone())
            .left(&**self)
            .wrote(self.wrote)
    }

    /// Lets go without an event of its own; for a condition variable.
    pub(crate) fn let_go(self) {
        let mut this = std::mem::ManuallyDrop::new(self);
        this.mutex.inside().holder.set(None);
        drop(this.held.take());
        drop(this.before.take());
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard's thread holds the lock.
        unsafe { &*self.mutex.data.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.wrote = true;
        // SAFETY: the guard's thread holds the lock, and there is one guard only.
        unsafe { &mut *self.mutex.data.get() }
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        let Some(inside) = self.mutex.inside.peek() else {
            return; // the execution is over
        };
        if thread::panicking() {
            if self.held.is_some() {
                inside.poisoned.set(true);
                run::spoil();
            }
            // Letting go of the engine's lock would poison it.
            std::mem::forget(self.held.take());
        } else if current::settings().try_lock && self.held.is_some() {
            inside.lock.linger();
        }
        if recorder::on() {
            self.shown(recorder::event(|| What::Unlock).on(inside.object))
                .log();
        }
        inside.holder.set(None);
        drop(self.held.take());
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    /// Shows the data if nobody holds the lock. Not a step of the model: what is printed is not judged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Mutex");
        let held = self
            .inside
            .peek()
            .is_some_and(|inside| inside.holder.get().is_some());
        if held {
            text.field("data", &format_args!("<locked>"));
        } else {
            // SAFETY: nobody holds the lock, and no other thread of the model runs while this one prints:
            // no scheduling point lies between (a `Debug` that locks would take another lock than this).
            text.field("data", &unsafe { &*self.data.get() });
        }
        text.field("poisoned", &self.is_poisoned())
            .finish_non_exhaustive()
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
