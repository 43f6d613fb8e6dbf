//! What a reader and a writer hold.

use std::{
    cell::Cell,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    panic::Location,
    thread,
};

use super::RwLock;
use crate::model::{
    content::Content,
    current,
    log::What,
    recorder::{self, At},
    show,
};

/// `std::sync::RwLockReadGuard`, recorded.
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    /// Borrowed.
    used: Cell<bool>,
    /// Guards stay on their thread, as std's do.
    _stays: PhantomData<*const ()>,
}

/// `std::sync::RwLockWriteGuard`, recorded.
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    before: Option<String>,
    wrote: bool,
    /// Borrowed, mutably or not.
    used: Cell<bool>,
    panicking: bool,
    _stays: PhantomData<*const ()>,
}

// SAFETY: as std's: sharing a guard shares the data.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as std's: sharing a guard shares the data.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    /// For a reader that has just taken the lock.
    pub(super) fn new(lock: &'a RwLock<T>, at: At) -> Self {
        let guard = Self {
            lock,
            used: Cell::new(false),
            _stays: PhantomData,
        };
        recorder::event(|| What::ReadLock)
            .on(lock.gate.object())
            .at(at)
            .found(guard.look())
            .log();
        guard
    }
}

impl<T: ?Sized> RwLockReadGuard<'_, T> {
    /// A look that is not the learner's.
    fn look(&self) -> &T {
        // SAFETY: while a reader's guard lives there is no writer.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.used.set(true);
        self.look()
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.used.set(true);
        self.look()
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
    /// For a writer that has just taken the lock.
    pub(super) fn new(lock: &'a RwLock<T>, at: At) -> Self {
        let mut guard = Self {
            lock,
            before: None,
            wrote: false,
            used: Cell::new(false),
            panicking: thread::panicking(),
            _stays: PhantomData,
        };
        if recorder::on() {
            guard.before = show::text(guard.look());
            recorder::event(|| What::WriteLock)
                .on(lock.gate.object())
                .at(at)
                .found_text(guard.before.clone())
                .log();
        }
        guard
    }

    /// A look that is not the learner's.
    fn look(&self) -> &T {
        // SAFETY: while a writer's guard lives there is no other guard.
        unsafe { &*self.lock.data.get() }
    }

    fn content(&self) -> Content {
        Content::of(self.look(), self.wrote, self.used.get())
    }

    /// As std's.
    #[track_caller]
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let at = Location::caller();
        let mut this = std::mem::ManuallyDrop::new(this);
        let lock = this.lock;
        let object = lock.gate.object();
        let before = this.before.take();
        lock.gate.release(|state| {
            state.leave_writer(this.content());
            state.readers = 1;
            recorder::event(|| What::WriteUnlock)
                .on(object)
                .found_text(before)
                .left(this.look())
                .wrote(this.wrote)
                .log();
        });
        RwLockReadGuard::new(lock, at)
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        if !current::is_active() {
            return;
        }
        let gate = &self.lock.gate;
        gate.release(|state| {
            state.leave_reader();
            recorder::event(|| What::ReadUnlock).on(gate.object()).log();
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
            state.leave_writer(self.content());
            state.poisoned |= thread::panicking() && !self.panicking;
            recorder::event(|| What::WriteUnlock)
                .on(gate.object())
                .found_text(self.before.take())
                .left(self.look())
                .wrote(self.wrote)
                .log();
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
