//! A lock.

mod guard;

use std::{
    cell::UnsafeCell,
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::{LockResult, PoisonError, TryLockError, TryLockResult},
};

pub use guard::MutexGuard;

use super::raw::RawLock;
use crate::model::{
    gate::{Early, Gate, State},
    log::{Wake, Wanted, What},
    recorder::{self, At},
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
            MutexGuard::new(self, hold, at, object, What::Lock),
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
        let guard = MutexGuard::new(self, hold, at, gate.object(), came_back);
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
            recorder::event(|| What::TryLockFailed(Wanted::Lock))
                .on(object)
                .at(at)
                .log();
            return Err(TryLockError::WouldBlock);
        };
        Ok(poison(
            self.raw.is_poisoned(),
            MutexGuard::new(self, hold, at, object, What::TryLock),
        )?)
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
