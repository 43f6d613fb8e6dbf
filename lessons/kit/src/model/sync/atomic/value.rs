//! A value that is shared without a lock.

use std::{
    cell::{Cell, RefCell},
    panic::Location,
    sync::atomic::Ordering::{self, AcqRel, Acquire, Release, SeqCst},
    thread,
};

use crate::model::{
    current, engine,
    gate::PerExecution,
    log::{ObjectKind, What},
    recorder::{self, At},
    turns,
};

/// Orders weaker than `SeqCst` are explored in a pass of their own.
fn uses(order: Ordering) {
    if order != SeqCst {
        current::uses(|uses| &uses.orders);
    }
}

/// A value that is shared without a lock.
pub(super) struct Atomic<T> {
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
pub(super) trait Bits: Copy {
    fn bits(self) -> u64;
}

impl<T: Bits> Atomic<T> {
    #[track_caller]
    pub(super) const fn new(initial: T) -> Self {
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
    pub(super) fn load(&self, order: Ordering, at: At) -> T {
        assert!(
            !matches!(order, Release | AcqRel),
            "there is no such thing as a release load"
        );
        let inside = self.inside();
        turns::before_look(self.address(), at);
        let (found, stale) = inside.load(order);
        turns::looked(self.address(), at, found.bits());
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
    pub(super) fn store(&self, value: T, order: Ordering, at: At) {
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
    pub(super) fn update(
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
    pub(super) fn exchange(
        &self,
        expected: T,
        new: T,
        orders: (Ordering, Ordering),
        at: At,
    ) -> Result<T, T> {
        let inside = self.inside();
        uses(orders.0);
        uses(orders.1);
        turns::before_look(self.address(), at);
        let found = inside.change(orders.0, |found| {
            if found.bits() == expected.bits() {
                new
            } else {
                found
            }
        });
        let did = found.bits() == expected.bits();
        if !did {
            turns::looked(self.address(), at, found.bits());
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
    pub(super) fn fetch_update(
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

    pub(super) fn newest(&self) -> T {
        self.inside.peek().map_or(self.initial, Inside::newest)
    }

    pub(super) fn newest_mut(&mut self) -> &mut T {
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
                turns::achieved();
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
            turns::achieved();
            let mut values = self.values.borrow_mut();
            let old = values[which];
            values[number] = change(old);
            self.newest.set(number);
            return old;
        }
        let _held = (!panicking).then(|| self.lock.acquire());
        turns::achieved();
        let mut values = self.values.borrow_mut();
        let newest = &mut values[self.newest.get()];
        let old = *newest;
        *newest = change(old);
        old
    }
}
