//! Atomics and fences.
//!
//! Among plain interleavings every load finds the newest value. Where memory orders are explored, a load
//! may find an older one, and that is known exactly.

mod methods;
mod pointer;
mod value;

use std::{
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
};

pub use std::sync::atomic::{Ordering, compiler_fence};

pub use self::pointer::AtomicPtr;
use self::{methods::methods, value::Atomic};
use crate::model::{
    current, engine,
    log::What,
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
