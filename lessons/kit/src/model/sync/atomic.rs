//! Atomics and fences.
//!
//! Among plain interleavings every load finds the newest value. Where memory orders are explored, a load
//! may find an older one, and that is known exactly.

mod value;

use std::{
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
};

pub use std::sync::atomic::{Ordering, compiler_fence};

use self::value::Atomic;
use crate::model::{
    current, engine,
    log::What,
    memory,
    number::{Bits, Orders},
    recorder,
};

/// A fence.
#[track_caller]
pub fn fence(order: Ordering) {
    assert!(
        order != Ordering::Relaxed,
        "there is no such thing as a relaxed fence"
    );
    let at = Location::caller();
    current::epoch();
    engine::fence(order);
    recorder::event(|| What::Fence).at(at).order(order).log();
}

macro_rules! methods {
    ($value:ty) => {
        /// As std's.
        #[track_caller]
        pub fn load(&self, order: Ordering) -> $value {
            self.0.load(order, Location::caller())
        }

        /// As std's.
        #[track_caller]
        pub fn store(&self, value: $value, order: Ordering) {
            self.0.store(value, order, Location::caller());
        }

        /// As std's.
        #[track_caller]
        pub fn swap(&self, value: $value, order: Ordering) -> $value {
            self.0.update("swap", order, Location::caller(), |_| value)
        }

        /// As std's.
        ///
        /// # Errors
        ///
        /// With the value that was found, if it was another one than `current`.
        #[track_caller]
        pub fn compare_exchange(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            let orders = Orders {
                success,
                failure,
                weak: false,
            };
            self.0.exchange(current, new, orders, Location::caller())
        }

        /// As std's; may fail without a reason, where the engine knows how.
        ///
        /// # Errors
        ///
        /// With the value that was found, if it was another one than `current`.
        #[track_caller]
        pub fn compare_exchange_weak(
            &self,
            current: $value,
            new: $value,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$value, $value> {
            let orders = Orders {
                success,
                failure,
                weak: true,
            };
            self.0.exchange(current, new, orders, Location::caller())
        }

        /// As std's: a loop of load and compare-exchange.
        ///
        /// # Errors
        ///
        /// With the value that was found, if `change` gave `None` for it.
        #[track_caller]
        pub fn fetch_update(
            &self,
            set: Ordering,
            fetch: Ordering,
            change: impl FnMut($value) -> Option<$value>,
        ) -> Result<$value, $value> {
            self.0.fetch_update(set, fetch, Location::caller(), change)
        }

        /// As std's.
        ///
        /// # Errors
        ///
        /// With the value that was found, if `change` gave `None` for it.
        #[track_caller]
        pub fn try_update(
            &self,
            set: Ordering,
            fetch: Ordering,
            change: impl FnMut($value) -> Option<$value>,
        ) -> Result<$value, $value> {
            self.0.fetch_update(set, fetch, Location::caller(), change)
        }

        /// As std's.
        #[track_caller]
        pub fn update(
            &self,
            set: Ordering,
            fetch: Ordering,
            mut change: impl FnMut($value) -> $value,
        ) -> $value {
            let always = |value| Some(change(value));
            self.0
                .fetch_update(set, fetch, Location::caller(), always)
                .unwrap_or_else(|value| value)
        }

        /// As std's.
        pub fn get_mut(&mut self) -> &mut $value {
            self.0.newest_mut()
        }

        /// As std's.
        pub fn into_inner(self) -> $value {
            self.0.newest()
        }
    };
}

macro_rules! atomic {
    ($name:ident $value:ty) => {
        #[doc = concat!("`std::sync::atomic::", stringify!($name), "`, recorded.")]
        pub struct $name(Atomic<$value>);

        impl $name {
            /// As std's.
            #[track_caller]
            pub const fn new(value: $value) -> Self {
                Self(Atomic::new(value))
            }

            methods!($value);
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                Self::new(<$value>::default())
            }
        }

        impl From<$value> for $name {
            #[track_caller]
            fn from(value: $value) -> Self {
                Self::new(value)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.newest().fmt(f)
            }
        }

        impl UnwindSafe for $name {}
        impl RefUnwindSafe for $name {}
    };
}

macro_rules! changes {
    ($value:ty; $($method:ident $change:expr;)*) => { $(
        /// As std's.
        #[track_caller]
        pub fn $method(&self, value: $value, order: Ordering) -> $value {
            let change: fn($value, $value) -> $value = $change;
            self.0.update(stringify!($method), order, Location::caller(), |old| change(old, value))
        }
    )* };
}

macro_rules! integers {
    ($($name:ident $value:ty;)*) => { $(
        atomic!($name $value);

        impl $name {
            changes!($value;
                fetch_add |old, value| old.wrapping_add(value);
                fetch_sub |old, value| old.wrapping_sub(value);
                fetch_and |old, value| old & value;
                fetch_nand |old, value| !(old & value);
                fetch_or |old, value| old | value;
                fetch_xor |old, value| old ^ value;
                fetch_max |old, value| old.max(value);
                fetch_min |old, value| old.min(value);
            );
        }

        impl Bits for $value {
            fn bits(self) -> u64 {
                self as u64
            }

            fn of_bits(bits: u64) -> Self {
                bits as Self
            }
        }
    )* };
}

integers! {
    AtomicU8 u8;
    AtomicU16 u16;
    AtomicU32 u32;
    AtomicU64 u64;
    AtomicUsize usize;
    AtomicI8 i8;
    AtomicI16 i16;
    AtomicI32 i32;
    AtomicI64 i64;
    AtomicIsize isize;
}

atomic!(AtomicBool bool);

impl AtomicBool {
    changes!(bool;
        fetch_and |old, value| old & value;
        fetch_nand |old, value| !(old & value);
        fetch_or |old, value| old | value;
        fetch_xor |old, value| old ^ value;
    );

    /// As std's.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.0
            .update("fetch_not", order, Location::caller(), |old| !old)
    }
}

impl Bits for bool {
    fn bits(self) -> u64 {
        self.into()
    }

    fn of_bits(bits: u64) -> Self {
        bits != 0
    }
}

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
