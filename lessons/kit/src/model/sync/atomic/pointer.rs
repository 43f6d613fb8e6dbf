//! A pointer that is shared without a lock.

use std::{
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::atomic::Ordering,
};

use super::{methods::methods, value::Atomic};
use crate::model::{
    memory,
    number::{Bits, Orders},
};

/// `std::sync::atomic::AtomicPtr`, recorded.
pub struct AtomicPtr<T>(Atomic<*mut T>);

// SAFETY: as std's: a shared pointer, not what it points to.
unsafe impl<T> Send for AtomicPtr<T> {}
// SAFETY: as std's: a shared pointer, not what it points to.
unsafe impl<T> Sync for AtomicPtr<T> {}
impl<T> UnwindSafe for AtomicPtr<T> {}
impl<T> RefUnwindSafe for AtomicPtr<T> {}

impl<T> AtomicPtr<T> {
    /// As std's.
    #[track_caller]
    pub const fn new(value: *mut T) -> Self {
        Self(Atomic::new(value))
    }

    methods!(*mut T);
}

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(std::ptr::null_mut())
    }
}

impl<T> From<*mut T> for AtomicPtr<T> {
    #[track_caller]
    fn from(value: *mut T) -> Self {
        Self::new(value)
    }
}

impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.newest().fmt(f)
    }
}

impl<T> Bits for *mut T {
    fn bits(self) -> u64 {
        memory::name(self.expose_provenance())
    }

    fn of_bits(bits: u64) -> Self {
        std::ptr::with_exposed_provenance_mut(memory::address(bits))
    }
}
