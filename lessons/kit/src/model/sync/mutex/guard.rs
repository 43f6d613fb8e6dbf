//! What the holder of a lock has.

use std::{
    cell::Cell,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use super::Mutex;
use crate::model::{
    content::Content,
    engine::Hold,
    log::What,
    recorder::{self, At, Entry},
    show,
};

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

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// For a thread that has just taken the lock, and how it took it.
    pub(super) fn new(
        mutex: &'a Mutex<T>,
        hold: Hold<'a>,
        at: At,
        object: usize,
        what: What,
    ) -> Self {
        let mut guard = Self {
            mutex,
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
