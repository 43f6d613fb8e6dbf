//! A lock for many readers or one writer.

mod guard;
mod state;

use std::{
    cell::UnsafeCell,
    fmt,
    hash::Hash,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::{LockResult, PoisonError, TryLockError, TryLockResult},
};

pub use guard::{RwLockReadGuard, RwLockWriteGuard};

use self::state::{State, Taken, Wish};
use crate::model::{
    engine,
    gate::{Early, Gate, State as _},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
};

/// `std::sync::RwLock`, recorded.
pub struct RwLock<T: ?Sized> {
    gate: Gate<State>,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reached only through guards: any number of readers or one writer, or by `&mut`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
// SAFETY: as std's: the data moves along.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

impl<T> RwLock<T> {
    /// As std's.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self {
            gate: Gate::new(ObjectKind::RwLock, Location::caller()),
            data: UnsafeCell::new(value),
        }
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.was_poisoned();
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

impl<T: ?Sized> RwLock<T> {
    /// Tells that this thread may have to wait.
    #[track_caller]
    fn wants(&self, wanted: Wanted, at: At, blocked: bool) {
        recorder::wants(wanted, Some(self.gate.object()), at, blocked);
    }

    #[track_caller]
    fn wait<R: Hash>(&self, wish: Wish, step: impl FnOnce(&mut State) -> R) -> R {
        self.gate
            .when(wish, Early::Never, step)
            .expect("nothing ends this wait early")
    }

    /// Takes the lock to read; tells whether it is poisoned.
    #[track_caller]
    fn acquire_read(&self, at: At) -> bool {
        self.wants(Wanted::Read, at, false);
        let taken = self.wait(Wish::Read, State::read);
        self.taken(taken, at)
    }

    /// Takes the lock to write; tells whether it is poisoned.
    ///
    /// To come is a step of its own where somebody reads: from then on others ask in vain to read, as std's lock has
    /// it on Linux. A lock that lets them in all the same does what this one does when the writer comes later.
    #[track_caller]
    fn acquire_write(&self, at: At) -> bool {
        self.wants(Wanted::Write, at, false);
        let taken = self.wait(Wish::Come, State::come).unwrap_or_else(|| {
            self.wants(Wanted::ReadersGone, at, true);
            self.wait(Wish::Write, State::write_at_last)
        });
        self.taken(taken, at)
    }

    /// Who takes the lock again and again, and finds the same, polls.
    #[track_caller]
    fn taken(&self, taken: Taken, at: At) -> bool {
        if let Some(found) = taken.found {
            self.gate.looked(at, found);
        }
        taken.poisoned
    }

    #[track_caller]
    fn try_acquire(&self, wanted: Wanted, at: At) -> Option<bool> {
        engine::needs_releases();
        let (wish, take): (_, fn(&mut State) -> Taken) = match wanted {
            Wanted::Read => (Wish::Read, State::read),
            _ => (Wish::Write, State::write),
        };
        self.gate.before_look(at);
        let taken = self
            .gate
            .step(|state| state.grants(wish).then(|| take(state)));
        let Some(taken) = taken else {
            self.gate.looked(at, 0);
            recorder::event(|| What::TryLockFailed(wanted))
                .on(self.gate.object())
                .at(at)
                .log();
            return None;
        };
        Some(self.taken(taken, at))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self.acquire_read(at);
        poison(poisoned, RwLockReadGuard::new(self, at))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self.acquire_write(at);
        poison(poisoned, RwLockWriteGuard::new(self, at))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If somebody writes or waits to, or the lock is poisoned.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self
            .try_acquire(Wanted::Read, at)
            .ok_or(TryLockError::WouldBlock)?;
        Ok(poison(poisoned, RwLockReadGuard::new(self, at))?)
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If somebody reads or writes, or the lock is poisoned.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self
            .try_acquire(Wanted::Write, at)
            .ok_or(TryLockError::WouldBlock)?;
        Ok(poison(poisoned, RwLockWriteGuard::new(self, at))?)
    }

    /// As std's.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        let at = Location::caller();
        self.gate.before_look(at);
        let poisoned = self.gate.step(|state| state.poisoned);
        self.gate.looked(at, poisoned.into());
        recorder::event(|| What::PoisonSeen(poisoned))
            .on(self.gate.object())
            .at(at)
            .log();
        poisoned
    }

    /// As std's.
    #[track_caller]
    pub fn clear_poison(&self) {
        let at = Location::caller();
        self.gate.step(|state| state.poisoned = false);
        recorder::event(|| What::PoisonCleared)
            .on(self.gate.object())
            .at(at)
            .log();
    }

    /// What somebody finds who has the lock to himself.
    fn was_poisoned(&self) -> bool {
        self.gate.own(|state| state.poisoned).unwrap_or(false)
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.was_poisoned();
        poison(poisoned, self.data.get_mut())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    /// Shows the data if nobody writes. Not a step of the model: what is printed is not judged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("RwLock");
        if self.gate.peek(|state| state.writer).unwrap_or(false) {
            text.field("data", &format_args!("<locked>"));
        } else {
            // SAFETY: nobody writes, and no other thread of the model runs while this one prints.
            text.field("data", &unsafe { &*self.data.get() });
        }
        let poisoned = self.gate.peek(|state| state.poisoned);
        text.field("poisoned", &poisoned.unwrap_or(false))
            .finish_non_exhaustive()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
