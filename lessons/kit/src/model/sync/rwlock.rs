//! A lock for many readers or one writer.

use std::{
    cell::UnsafeCell,
    fmt,
    ops::{Deref, DerefMut},
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::{LockResult, PoisonError, TryLockError, TryLockResult},
    thread,
};

use crate::model::{
    current,
    gate::{Gate, Limit, Queue},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
    show,
};

/// `std::sync::RwLock`, recorded.
pub struct RwLock<T: ?Sized> {
    gate: Gate<State>,
    data: UnsafeCell<T>,
}

#[derive(Default)]
struct State {
    readers: usize,
    writer: bool,
    poisoned: bool,
    waiting: Queue,
}

// SAFETY: the data is reached only through guards: any number of readers or one writer, or by `&mut`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
// SAFETY: as std's: the data moves along.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

/// `std::sync::RwLockReadGuard`, recorded.
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    /// Guards stay on their thread, as std's do.
    _stays: std::marker::PhantomData<*const ()>,
}

/// `std::sync::RwLockWriteGuard`, recorded.
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    before: Option<String>,
    wrote: bool,
    panicking: bool,
    _stays: std::marker::PhantomData<*const ()>,
}

// SAFETY: as std's: sharing a guard shares the data.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as std's: sharing a guard shares the data.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

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

/// What a step on the lock came to.
enum Answer {
    Got { poisoned: bool },
    Wait(crate::model::gate::Waiter),
    No,
}

impl<T: ?Sized> RwLock<T> {
    /// One try; `wait` tells whether to queue if the lock is taken.
    fn take(&self, wanted: Wanted, wait: bool) -> Answer {
        self.gate.step(|state| {
            let free = !state.writer && (wanted == Wanted::Read || state.readers == 0);
            if !free {
                return if wait {
                    Answer::Wait(state.waiting.join())
                } else {
                    Answer::No
                };
            }
            if wanted == Wanted::Read {
                state.readers += 1;
            } else {
                state.writer = true;
            }
            Answer::Got {
                poisoned: state.poisoned,
            }
        })
    }

    /// Takes the lock; tells whether it is poisoned.
    fn acquire(&self, wanted: Wanted, at: At) -> bool {
        recorder::wants(wanted, Some(self.gate.object()), at, false);
        loop {
            match self.take(wanted, true) {
                Answer::Got { poisoned } => return poisoned,
                Answer::Wait(waiter) => _ = waiter.wait(Limit::None),
                Answer::No => unreachable!("asked to wait"),
            }
        }
    }

    fn try_acquire(&self, wanted: Wanted, at: At) -> Option<bool> {
        current::uses(|uses| &uses.try_lock);
        let address = (&raw const self.gate).addr();
        current::before_look(address, at);
        match self.take(wanted, false) {
            Answer::Got { poisoned } => Some(poisoned),
            _ => {
                current::looked(address, at, 0);
                recorder::event(|| What::TryLockFailed)
                    .on(self.gate.object())
                    .at(at)
                    .log();
                None
            }
        }
    }

    fn read_guard(&self, at: At) -> RwLockReadGuard<'_, T> {
        let guard = RwLockReadGuard {
            lock: self,
            _stays: std::marker::PhantomData,
        };
        recorder::event(|| What::ReadLock)
            .on(self.gate.object())
            .at(at)
            .found(&*guard)
            .log();
        guard
    }

    fn write_guard(&self, at: At) -> RwLockWriteGuard<'_, T> {
        let mut guard = RwLockWriteGuard {
            lock: self,
            before: None,
            wrote: false,
            panicking: thread::panicking(),
            _stays: std::marker::PhantomData,
        };
        if recorder::on() {
            guard.before = show::text(&*guard);
            recorder::event(|| What::WriteLock)
                .on(self.gate.object())
                .at(at)
                .found_text(guard.before.clone())
                .log();
        }
        guard
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self.acquire(Wanted::Read, at);
        poison(poisoned, self.read_guard(at))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self.acquire(Wanted::Write, at);
        poison(poisoned, self.write_guard(at))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If somebody writes, or the lock is poisoned.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        let poisoned = self
            .try_acquire(Wanted::Read, at)
            .ok_or(TryLockError::WouldBlock)?;
        Ok(poison(poisoned, self.read_guard(at))?)
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
        Ok(poison(poisoned, self.write_guard(at))?)
    }

    /// As std's.
    pub fn is_poisoned(&self) -> bool {
        self.gate.peek(|state| state.poisoned).unwrap_or(false)
    }

    /// As std's.
    pub fn clear_poison(&self) {
        self.gate.peek(|state| state.poisoned = false);
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the lock is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.is_poisoned();
        poison(poisoned, self.data.get_mut())
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: while a reader's guard lives there is no writer.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: while a writer's guard lives there is no other guard.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.wrote = true;
        // SAFETY: while a writer's guard lives there is no other guard.
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// As std's.
    #[track_caller]
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let at = Location::caller();
        let mut this = std::mem::ManuallyDrop::new(this);
        let lock = this.lock;
        let object = lock.gate.object();
        let before = this.before.take();
        lock.gate.release(|state| {
            state.writer = false;
            state.readers = 1;
            recorder::event(|| What::WriteUnlock)
                .on(object)
                .found_text(before)
                .left(&**this)
                .wrote(this.wrote)
                .log();
            state.waiting.wake_all();
        });
        lock.read_guard(at)
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        if !current::is_active() {
            return;
        }
        let gate = &self.lock.gate;
        gate.release(|state| {
            state.readers -= 1;
            recorder::event(|| What::ReadUnlock).on(gate.object()).log();
            if state.readers == 0 {
                state.waiting.wake_all();
            }
        });
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        if !current::is_active() {
            return;
        }
        let gate = &self.lock.gate;
        gate.release(|state| {
            state.writer = false;
            state.poisoned |= thread::panicking() && !self.panicking;
            recorder::event(|| What::WriteUnlock)
                .on(gate.object())
                .found_text(self.before.take())
                .left(&**self)
                .wrote(self.wrote)
                .log();
            state.waiting.wake_all();
        });
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
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
        text.field("poisoned", &self.is_poisoned())
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
