//! Atomics and fences.
//!
//! Among plain interleavings every load finds the newest value. Where memory orders are explored, an atomic is
//! a number in the engine that tells *which* of the values stored so far was found; so a stale load
//! is known exactly, and one kind of number serves all types.

use std::{
    cell::{Cell, RefCell},
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    thread,
};

pub use std::sync::atomic::{Ordering, compiler_fence};

use crate::model::{
    current::{self, Pass},
    engine,
    gate::PerExecution,
    log::{ObjectKind, What},
    recorder::{self, At},
};
use Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

/// A fence.
#[track_caller]
pub fn fence(order: Ordering) {
    assert!(
        order != Relaxed,
        "there is no such thing as a relaxed fence"
    );
    let at = Location::caller();
    current::epoch();
    current::uses(|uses| &uses.orders);
    if current::settings().pass == Pass::Orders && !thread::panicking() {
        engine::fence(order);
    }
    recorder::event(|| What::Fence).at(at).order(order).log();
}

/// Orders weaker than `SeqCst` are explored in a pass of their own.
fn uses(order: Ordering) {
    if order != SeqCst {
        current::uses(|uses| &uses.orders);
    }
}

/// A value that is shared without a lock.
struct Atomic<T> {
    made: At,
    initial: T,
    inside: PerExecution<Inside<T>>,
}

struct Inside<T> {
    object: usize,
    lock: engine::Lock,
    /// Where memory orders are explored.
    register: Option<engine::Register>,
    /// Every value so far, under its number; where plain interleavings are explored, only the newest.
    values: RefCell<Vec<T>>,
    newest: Cell<usize>,
}

/// A value as a number, to see whether the same was found again.
trait Bits: Copy {
    fn bits(self) -> u64;
}

impl<T: Bits> Atomic<T> {
    #[track_caller]
    const fn new(initial: T) -> Self {
        Self {
            made: Location::caller(),
            initial,
            inside: PerExecution::new(),
        }
    }

    #[track_caller]
    fn inside(&self) -> &Inside<T> {
        self.inside.get(|| Inside {
            object: recorder::object(ObjectKind::Atomic, self.made),
            lock: engine::Lock::new(),
            register: current::register(),
            values: RefCell::new(vec![self.initial]),
            newest: Cell::new(0),
        })
    }

    fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    #[track_caller]
    fn load(&self, order: Ordering, at: At) -> T {
        assert!(
            !matches!(order, Release | AcqRel),
            "there is no such thing as a release load"
        );
        let inside = self.inside();
        current::before_look(self.address(), at);
        let (found, stale) = inside.load(order);
        current::looked(self.address(), at, found.bits());
        recorder::event(|| What::Load)
            .on(inside.object)
            .at(at)
            .order(order)
            .found(&found)
            .stale(stale)
            .log();
        found
    }

    #[track_caller]
    fn store(&self, value: T, order: Ordering, at: At) {
        assert!(
            !matches!(order, Acquire | AcqRel),
            "there is no such thing as an acquire store"
        );
        let inside = self.inside();
        uses(order);
        // `SeqCst` is a change of the newest as well; it publishes, and reads nothing.
        let old = inside.change(if order == SeqCst { Release } else { order }, |_| value);
        recorder::event(|| What::Store)
            .on(inside.object)
            .at(at)
            .order(order)
            .found(&old)
            .left(&value)
            .log();
    }

    #[track_caller]
    fn update(
        &self,
        name: &'static str,
        order: Ordering,
        at: At,
        change: impl FnOnce(T) -> T,
    ) -> T {
        let inside = self.inside();
        uses(order);
        let mut new = None;
        let old = inside.change(order, |old| *new.insert(change(old)));
        recorder::event(|| What::ReadModifyWrite(name))
            .on(inside.object)
            .at(at)
            .order(order)
            .found(&old)
            .left(&new.unwrap_or(old))
            .log();
        old
    }

    #[track_caller]
    fn exchange(&self, expected: T, new: T, orders: (Ordering, Ordering), at: At) -> Result<T, T> {
        let inside = self.inside();
        uses(orders.0);
        uses(orders.1);
        current::before_look(self.address(), at);
        let found = inside.change(orders.0, |found| {
            if found.bits() == expected.bits() {
                new
            } else {
                found
            }
        });
        let did = found.bits() == expected.bits();
        if !did {
            current::looked(self.address(), at, found.bits());
        }
        let entry = recorder::event(|| {
            if did {
                What::Exchanged
            } else {
                What::ExchangeFailed
            }
        })
        .on(inside.object)
        .at(at)
        .found(&found);
        if did {
            entry.order(orders.0).left(&new).log();
            Ok(found)
        } else {
            entry.order(orders.1).log();
            Err(found)
        }
    }

    #[track_caller]
    fn fetch_update(
        &self,
        set: Ordering,
        fetch: Ordering,
        at: At,
        mut change: impl FnMut(T) -> Option<T>,
    ) -> Result<T, T> {
        let mut found = self.load(fetch, at);
        while let Some(new) = change(found) {
            match self.exchange(found, new, (set, fetch), at) {
                Ok(old) => return Ok(old),
                Err(newer) => found = newer,
            }
        }
        Err(found)
    }

    fn newest(&self) -> T {
        self.inside.peek().map_or(self.initial, Inside::newest)
    }

    fn newest_mut(&mut self) -> &mut T {
        match self.inside.peek_mut() {
            Some(inside) => &mut inside.values.get_mut()[inside.newest.get()],
            None => &mut self.initial,
        }
    }
}

impl<T: Bits> Inside<T> {
    fn newest(&self) -> T {
        self.values.borrow()[self.newest.get()]
    }

    /// A value, and whether there was a newer one.
    fn load(&self, order: Ordering) -> (T, bool) {
        uses(order);
        match &self.register {
            Some(register) if order != SeqCst && !thread::panicking() => {
                let which = register.load(order);
                current::achieved();
                let found = self.values.borrow()[which];
                (found, found.bits() != self.newest().bits())
            }
            // The engine takes `SeqCst` for mere acquire and release; as a change to the same it finds the newest.
            _ => (self.change(Acquire, |value| value), false),
        }
    }

    /// Changes the newest value and returns what it was, at one moment.
    ///
    /// A plain store is a change as well: the engine would else let it slip between the two halves of
    /// somebody's read-modify-write.
    fn change(&self, order: Ordering, change: impl FnOnce(T) -> T) -> T {
        let panicking = thread::panicking();
        if let Some(register) = &self.register
            && !panicking
        {
            // The number is taken before the swap, since others may run, and take numbers, until it happens.
            let number = self.values.borrow().len();
            let newest = self.newest();
            self.values.borrow_mut().push(newest);
            let which = register.swap(number, order);
            current::achieved();
            let mut values = self.values.borrow_mut();
            let old = values[which];
            values[number] = change(old);
            self.newest.set(number);
            return old;
        }
        let _held = (!panicking).then(|| self.lock.acquire());
        current::achieved();
        let mut values = self.values.borrow_mut();
        let newest = &mut values[self.newest.get()];
        let old = *newest;
        *newest = change(old);
        old
    }
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
            self.0
                .exchange(current, new, (success, failure), Location::caller())
        }

        /// As std's; never fails spuriously here.
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
            self.0
                .exchange(current, new, (success, failure), Location::caller())
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
        self.addr() as u64
    }
}
