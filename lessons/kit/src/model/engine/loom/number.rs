//! The value of an atomic.

use std::{
    cell::{Cell, RefCell},
    sync::atomic::Ordering::{self, Acquire, Release, SeqCst},
    thread,
};

use super::{call, settings, shared::Turn, turns};
use crate::model::{
    number::{Bits, Found, Orders},
    recorder::At,
};

/// A number with the memory model of the hardware: a load may find an older one.
#[derive(Debug)]
pub(super) struct Register(loom::sync::atomic::AtomicUsize);

impl Register {
    pub(super) fn new() -> Self {
        Self(loom::sync::atomic::AtomicUsize::new(0))
    }

    fn load(&self, order: Ordering) -> usize {
        turns::step();
        call(|| self.0.load(order))
    }

    /// Always finds the newest.
    fn swap(&self, value: usize, order: Ordering) -> usize {
        turns::step();
        call(|| self.0.swap(value, order))
    }
}

/// The value of an atomic.
///
/// Among plain interleavings every load finds the newest. Where memory orders are explored, a register of
/// loom's tells *which* of the values stored so far was found; so a stale load
/// is known exactly, and one kind of register serves all types.
pub(crate) struct Number<T> {
    address: usize,
    turn: Turn,
    /// Where memory orders are explored.
    register: Option<Register>,
    /// Every value so far, under its number; where plain interleavings are explored, only the newest.
    values: RefCell<Vec<T>>,
    newest: Cell<usize>,
}

/// Orders weaker than `SeqCst` are explored in a pass of their own.
fn uses(order: Ordering) {
    if order != SeqCst {
        settings::uses_orders();
    }
}

impl<T: Bits> Number<T> {
    pub(crate) fn new(initial: T, address: usize) -> Self {
        Self {
            address,
            turn: Turn::new(),
            register: settings::register(),
            values: RefCell::new(vec![initial]),
            newest: Cell::new(0),
        }
    }

    pub(crate) fn newest(&self) -> T {
        self.values.borrow()[self.newest.get()]
    }

    /// For somebody who has the only reference.
    pub(crate) fn newest_mut(&mut self) -> &mut T {
        &mut self.values.get_mut()[self.newest.get()]
    }

    /// A value that the order allows to be found.
    pub(crate) fn load(&self, order: Ordering, at: At) -> Found<T> {
        uses(order);
        turns::before_look(self.address, at);
        let found = self.find(order);
        turns::looked(self.address, at, found.value.bits());
        found
    }

    fn find(&self, order: Ordering) -> Found<T> {
        match &self.register {
            Some(register) if order != SeqCst && !thread::panicking() => {
                let which = register.load(order);
                turns::achieved();
                let value = self.values.borrow()[which];
                let stale = which != self.newest.get();
                Found { value, stale }
            }
            // loom takes `SeqCst` for mere acquire and release; as a change to the same it finds the newest.
            _ => Found::newest(self.swap(Acquire, |value| value)),
        }
    }

    pub(crate) fn store(&self, value: T, order: Ordering, _at: At) -> T {
        uses(order);
        // `SeqCst` is a change of the newest as well; it publishes, and reads nothing.
        let order = if order == SeqCst { Release } else { order };
        self.swap(order, |_| value)
    }

    /// Changes the newest value and returns what it was, at one moment.
    pub(crate) fn change(&self, order: Ordering, _at: At, change: impl Fn(T) -> T) -> T {
        uses(order);
        self.swap(order, change)
    }

    /// Changes the newest value if it is the expected one; loom never fails without a reason.
    pub(crate) fn exchange(
        &self,
        (expected, new): (T, T),
        orders: Orders,
        at: At,
    ) -> Result<T, Found<T>> {
        uses(orders.success);
        uses(orders.failure);
        turns::before_look(self.address, at);
        let found = self.swap(orders.success, |found| {
            if found.bits() == expected.bits() {
                new
            } else {
                found
            }
        });
        if found.bits() == expected.bits() {
            return Ok(found);
        }
        turns::looked(self.address, at, found.bits());
        Err(Found::newest(found))
    }

    /// A plain store is a change as well: loom would else let it slip between the two halves of
    /// somebody's read-modify-write.
    fn swap(&self, order: Ordering, change: impl FnOnce(T) -> T) -> T {
        let panicking = thread::panicking();
        if let Some(register) = &self.register
            && !panicking
        {
            // The number is taken before the swap, since others may run, and take numbers, until it happens.
            let number = self.values.borrow().len();
            let newest = self.newest();
            self.values.borrow_mut().push(newest);
            let which = register.swap(number, order);
            turns::achieved();
            let mut values = self.values.borrow_mut();
            let old = values[which];
            values[number] = change(old);
            self.newest.set(number);
            return old;
        }
        let _held = (!panicking).then(|| self.turn.acquire());
        turns::achieved();
        let mut values = self.values.borrow_mut();
        let newest = &mut values[self.newest.get()];
        let old = *newest;
        *newest = change(old);
        old
    }
}
