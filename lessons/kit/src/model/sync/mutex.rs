//! A lock.

use std::{
    cell::{Cell, UnsafeCell},
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::{LockResult, PoisonError, TryLockError, TryLockResult},
};

use super::raw::RawLock;
use crate::model::{
    content::Content,
    engine::Hold,
    gate::{Early, Gate, State},
    log::{Wake, What},
    recorder::{self, At, Entry},
    show,
};

/// `std::sync::Mutex`, recorded.
pub struct Mutex<T: ?Sized> {
    raw: RawLock,
    data: UnsafeCell<T>,
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
    /// `None` once it is given back.
    hold: Option<Hold<'a>>,
    /// Guards stay on their thread, as std's do.
    _stays: PhantomData<*const ()>,
    before: Option<String>,
    wrote: bool,
    /// Borrowed, mutably or not.
    used: Cell<bool>,
}

// SAFETY: as std's: sharing a guard shares the data.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    /// As std's.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self {
            raw: RawLock::new(Location::caller()),
            data: UnsafeCell::new(value),
        }
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex was poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.raw.is_poisoned();
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
    /// Its number in the log.
    #[track_caller]
    pub(crate) fn object(&self) -> usize {
        self.raw.object()
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let (at, object) = (Location::caller(), self.object());
        let hold = self.raw.acquire(at);
        poison(
            self.raw.is_poisoned(),
            self.guard(hold, at, object, What::Lock),
        )
    }

    /// Waits for a condition variable's wish, then takes the lock; tells why the wait was over.
    #[track_caller]
    pub(crate) fn lock_after<S: State>(
        &self,
        gate: &Gate<S>,
        wish: S::Wish,
        early: Early,
        leave: impl FnOnce(&mut S),
        at: At,
    ) -> LockResult<(MutexGuard<'_, T>, Wake)> {
        let (hold, why) = self.raw.acquire_after(gate, wish, early, leave, at);
        let came_back = What::Woken {
            mutex: self.object(),
            why,
        };
        let guard = self.guard(hold, at, gate.object(), came_back);
        poison(self.raw.is_poisoned(), (guard, why))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If somebody else holds the lock, or it is poisoned.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let (at, object) = (Location::caller(), self.object());
        let Some(hold) = self.raw.try_acquire(at) else {
            recorder::event(|| What::TryLockFailed)
                .on(object)
                .at(at)
                .log();
            return Err(TryLockError::WouldBlock);
        };
        Ok(poison(
            self.raw.is_poisoned(),
            self.guard(hold, at, object, What::TryLock),
        )?)
    }

    fn guard<'a>(&'a self, hold: Hold<'a>, at: At, object: usize, what: What) -> MutexGuard<'a, T> {
        let mut guard = MutexGuard {
            mutex: self,
            hold: Some(hold),
            _stays: PhantomData,
            before: None,
            wrote: false,
            used: Cell::new(false),
        };
        if recorder::on() {
            guard.before = show::text(guard.look());
            recorder::event(|| what)
                .on(object)
                .at(at)
                .found_text(guard.before.clone())
                .log();
        }
        guard
    }

    /// As std's.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        let at = Location::caller();
        let poisoned = self.raw.look_for_poison();
        recorder::event(|| What::PoisonSeen(poisoned))
            .on(self.object())
            .at(at)
            .log();
        poisoned
    }

    /// As std's.
    #[track_caller]
    pub fn clear_poison(&self) {
        let at = Location::caller();
        self.raw.clear_poison();
        recorder::event(|| What::PoisonCleared)
            .on(self.object())
            .at(at)
            .log();
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.raw.is_poisoned();
        poison(poisoned, self.data.get_mut())
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
            .left(self.look())
            .wrote(self.wrote)
    }

    /// A look that is not the learner's.
    fn look(&self) -> &T {
        // SAFETY: the guard's thread holds the lock.
        unsafe { &*self.mutex.data.get() }
    }

    fn content(&self) -> Content {
        Content::of(self.look(), self.wrote, self.used.get())
    }

    /// Lets go without an event of its own; for a condition variable.
    pub(crate) fn let_go(mut self) {
        if let Some(hold) = self.hold.take() {
            let content = self.content();
            self.mutex.raw.release(hold, content, || ());
        }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.used.set(true);
        self.look()
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
        let Some(hold) = self.hold.take() else {
            return;
        };
        let raw = &self.mutex.raw;
        raw.release(hold, self.content(), || {
            if recorder::on() {
                self.shown(recorder::event(|| What::Unlock).on(raw.object()))
                    .log();
            }
        });
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
        if self.raw.is_held() {
            text.field("data", &format_args!("<locked>"));
        } else {
            // SAFETY: nobody holds the lock, and no other thread of the model runs while this one prints:
            // no scheduling point lies between (a `Debug` that locks would take another lock than this).
            text.field("data", &unsafe { &*self.data.get() });
        }
        text.field("poisoned", &self.raw.is_poisoned())
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
