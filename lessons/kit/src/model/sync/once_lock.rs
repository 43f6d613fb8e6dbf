//! Values that are made once.

use std::{
    cell::UnsafeCell,
    fmt,
    ops::Deref,
    panic::{Location, RefUnwindSafe, UnwindSafe},
};

use super::once::Once;

/// `std::sync::OnceLock`, recorded.
pub struct OnceLock<T> {
    once: Once,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: the value is written under the once, and only read after it.
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
// SAFETY: the value moves along.
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// As std's.
    #[track_caller]
    pub const fn new() -> Self {
        Self {
            once: Once::made(Location::caller()),
            value: UnsafeCell::new(None),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        if !self.once.is_completed() {
            return None;
        }
        // SAFETY: the once is over, so nobody writes any more.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// As std's.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// With `value`, if there is one already.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().expect("called once"));
        value.map_or(Ok(()), Err)
    }

    /// As std's.
    #[track_caller]
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        self.once.run(Location::caller(), true, |_| {
            let value = make();
            // SAFETY: the once lets one thread in at a time, and nobody has a reference before it is over.
            unsafe { *self.value.get() = Some(value) };
        });
        // SAFETY: the once is over, so nobody writes any more.
        unsafe { (*self.value.get()).as_ref() }.expect("made by the once")
    }

    /// As std's.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.once.wait_force();
        // SAFETY: the once is over, so nobody writes any more.
        unsafe { (*self.value.get()).as_ref() }.expect("made by the once")
    }

    /// As std's.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// As std's.
    pub fn take(&mut self) -> Option<T> {
        std::mem::take(self).into_inner()
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        let lock = Self::new();
        let _ = lock.set(value);
        lock
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.get().cloned().map_or_else(Self::new, Self::from)
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    #[track_caller]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_tuple("OnceLock");
        // SAFETY: the once is over, so nobody writes any more.
        match unsafe { &*self.value.get() } {
            Some(value) if self.once.is_over() => text.field(value),
            _ => text.field(&format_args!("<uninit>")),
        };
        text.finish()
    }
}

/// `std::sync::LazyLock`, recorded.
pub struct LazyLock<T, F = fn() -> T> {
    value: OnceLock<T>,
    make: UnsafeCell<Option<F>>,
}

// SAFETY: `make` is taken out under the once only.
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// As std's.
    #[track_caller]
    pub const fn new(make: F) -> Self {
        Self {
            value: OnceLock::new(),
            make: UnsafeCell::new(Some(make)),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        this.value.once.run(Location::caller(), true, |_| {
            // SAFETY: the once lets one thread in at a time.
            match unsafe { (*this.make.get()).take() } {
                Some(make) => {
                    let value = make();
                    // SAFETY: as above, and nobody has a reference before the once is over.
                    unsafe { *this.value.value.get() = Some(value) };
                }
                // Of a `static`, an earlier execution has used it up, and its value is still there.
                // SAFETY: as above.
                None if unsafe { (*this.value.value.get()).is_some() } => {}
                None => panic!("LazyLock instance has previously been poisoned"),
            }
        });
        // SAFETY: the once is over, so nobody writes any more.
        unsafe { (*this.value.value.get()).as_ref() }.expect("made by the once")
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        Self::force(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
