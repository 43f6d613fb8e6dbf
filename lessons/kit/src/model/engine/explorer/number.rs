//! The value of an atomic.

use std::{
    cell::Cell,
    sync::atomic::Ordering::{self, SeqCst},
    thread,
};

use explorer::Register;

use super::{Call, place};
use crate::model::{
    number::{Bits, Found, Orders},
    recorder::At,
};

/// The value of an atomic.
pub(crate) struct Number<T> {
    register: Register,
    /// The newest, once more: for those who look from outside of the model, and for the log.
    newest: Cell<T>,
    /// It was changed by somebody who had the only reference, and the register does not know.
    edited: Cell<bool>,
}

impl<T: Bits> Number<T> {
    pub(crate) fn new(initial: T, address: usize) -> Self {
        let _call = Call::begin();
        Self {
            register: Register::with_identity(place::name(address), initial.bits()),
            newest: Cell::new(initial),
            edited: Cell::new(false),
        }
    }

    pub(crate) fn newest(&self) -> T {
        self.newest.get()
    }

    /// For somebody who has the only reference.
    pub(crate) fn newest_mut(&mut self) -> &mut T {
        self.edited.set(true);
        self.newest.get_mut()
    }

    #[track_caller]
    fn call(&self) -> Call {
        if self.edited.take() {
            self.register.set_newest(self.newest().bits());
        }
        Call::begin()
    }

    /// A value that the order allows to be found.
    #[track_caller]
    pub(crate) fn load(&self, order: Ordering, _at: At) -> Found<T> {
        let _call = self.call();
        // While a thread unwinds, nothing is looked for.
        let order = if thread::panicking() { SeqCst } else { order };
        found(self.register.load(order))
    }

    /// Stores a value, and returns the newest before it.
    #[track_caller]
    pub(crate) fn store(&self, value: T, order: Ordering, _at: At) -> T {
        let _call = self.call();
        self.register.store(value.bits(), order);
        self.newest.replace(value)
    }

    /// Changes the newest value and returns what it was, at one moment.
    #[track_caller]
    pub(crate) fn change(&self, order: Ordering, _at: At, change: impl Fn(T) -> T) -> T {
        let _call = self.call();
        let new = |old| Some(change(T::of_bits(old)).bits());
        let found = self
            .register
            .rmw(order, Ordering::Relaxed, new)
            .expect("there is always a new value");
        let old = T::of_bits(found.value);
        self.newest.set(change(old));
        old
    }

    /// Changes the newest value if it is the expected one.
    #[track_caller]
    pub(crate) fn exchange(
        &self,
        (expected, new): (T, T),
        orders: Orders,
        _at: At,
    ) -> Result<T, Found<T>> {
        let _call = self.call();
        if orders.weak && !thread::panicking() && explorer::rarely() {
            return Err(found(self.register.load(orders.failure)));
        }
        let exchange = |found| (found == expected.bits()).then(|| new.bits());
        match self.register.rmw(orders.success, orders.failure, exchange) {
            Ok(_) => Ok(self.newest.replace(new)),
            Err(other) => Err(found(other)),
        }
    }
}

/// Older is what was stored before the newest, even if it is the same value.
fn found<T: Bits>(found: explorer::Found) -> Found<T> {
    Found {
        value: T::of_bits(found.value),
        stale: !found.newest,
    }
}
