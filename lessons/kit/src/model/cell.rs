//! A cell whose every access is checked.

use std::panic::Location;

use super::{
    engine,
    gate::PerExecution,
    log::{ObjectKind, What},
    recorder::{self, At},
};

/// `std::cell::UnsafeCell` with scoped access; two accesses that nothing orders, one of them writing, are told.
pub struct UnsafeCell<T: ?Sized> {
    made: At,
    inside: PerExecution<Inside>,
    data: std::cell::UnsafeCell<T>,
}

struct Inside {
    object: usize,
    watched: engine::Watched,
}

// SAFETY: not a promise to anybody: std's cell is not `Sync`, and this one is not either, since `data` is not.
unsafe impl<T: ?Sized + Send> Send for UnsafeCell<T> {}

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self {
            made: Location::caller(),
            inside: PerExecution::new(),
            data: std::cell::UnsafeCell::new(value),
        }
    }

    /// The value; nobody else can have it, since the cell is given up.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    fn inside(&self, what: What, at: At) -> &Inside {
        let inside = self.inside.get(|| Inside {
            object: recorder::object(ObjectKind::Cell, self.made),
            watched: engine::Watched::new((&raw const self.inside).addr()),
        });
        // Written down first: a race ends the execution right there.
        recorder::event(|| what).on(inside.object).at(at).log();
        inside
    }

    /// Calls `read` with a pointer that is valid for reading while nobody writes.
    #[track_caller]
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        let at = Location::caller();
        let inside = self.inside(What::CellRead, at);
        inside.watched.read(at, || read(self.data.get()))
    }

    /// Calls `write` with a pointer that is valid for writing while nobody else reads or writes.
    #[track_caller]
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        let at = Location::caller();
        let inside = self.inside(What::CellWrite, at);
        inside.watched.write(at, || write(self.data.get()))
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized> std::fmt::Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UnsafeCell").finish_non_exhaustive()
    }
}
