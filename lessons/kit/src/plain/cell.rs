//! A cell whose every access can be checked.

/// `std::cell::UnsafeCell` with scoped access.
///
/// std's own hands out a pointer and never learns when it is used; this one is told where an
/// access begins and ends, so that the model checker can find two that nothing orders. Here, without a
/// model checker, both calls are inlined to nothing.
#[derive(Debug, Default)]
#[repr(transparent)]
pub struct UnsafeCell<T: ?Sized>(std::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    pub const fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// The value; nobody else can have it, since the cell is given up.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    /// Calls `read` with a pointer that is valid for reading while nobody writes.
    #[inline(always)]
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        read(self.0.get())
    }

    /// Calls `write` with a pointer that is valid for writing while nobody else reads or writes.
    #[inline(always)]
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}
