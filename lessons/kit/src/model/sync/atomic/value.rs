//! A value that is shared without a lock.

use std::{
    panic::Location,
    sync::atomic::Ordering::{self, AcqRel, Acquire, Release},
};

use crate::model::{
    engine::Number,
    gate::PerExecution,
    log::{ObjectKind, What},
    number::{Bits, Orders},
    recorder::{self, At},
};

/// A value that is shared without a lock.
pub(super) struct Atomic<T> {
    made: At,
    initial: T,
    inside: PerExecution<Inside<T>>,
}

struct Inside<T> {
    object: usize,
    number: Number<T>,
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
            number: Number::new(self.initial, (&raw const *self).addr()),
        })
    }

    #[track_caller]
    pub(super) fn load(&self, order: Ordering, at: At) -> T {
        assert!(
            !matches!(order, Release | AcqRel),
            "there is no such thing as a release load"
        );
        let inside = self.inside();
        let found = inside.number.load(order, at);
        recorder::event(|| What::Load)
            .on(inside.object)
            .at(at)
            .order(order)
            .found(&found.value)
            .stale(found.stale)
            .log();
        found.value
    }

    #[track_caller]
    pub(super) fn store(&self, value: T, order: Ordering, at: At) {
        assert!(
            !matches!(order, Acquire | AcqRel),
            "there is no such thing as an acquire store"
        );
        let inside = self.inside();
        let old = inside.number.store(value, order, at);
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
        change: impl Fn(T) -> T,
    ) -> T {
        let inside = self.inside();
        let old = inside.number.change(order, at, &change);
        recorder::event(|| What::ReadModifyWrite(name))
            .on(inside.object)
            .at(at)
            .order(order)
            .found(&old)
            .left(&change(old))
            .log();
        old
    }

    #[track_caller]
    pub(super) fn exchange(&self, expected: T, new: T, orders: Orders, at: At) -> Result<T, T> {
        let inside = self.inside();
        let answer = inside.number.exchange((expected, new), orders, at);
        let entry = |what, found: &T| {
            recorder::event(|| what)
                .on(inside.object)
                .at(at)
                .found(found)
        };
        match answer {
            Ok(found) => {
                entry(What::Exchanged, &found)
                    .order(orders.success)
                    .left(&new)
                    .log();
                Ok(found)
            }
            Err(found) => {
                let for_nothing = orders.weak && found.value.bits() == expected.bits();
                entry(What::ExchangeFailed { for_nothing }, &found.value)
                    .order(orders.failure)
                    .stale(found.stale)
                    .log();
                Err(found.value)
            }
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
        let orders = Orders {
            success: set,
            failure: fetch,
            weak: false,
        };
        let mut found = self.load(fetch, at);
        while let Some(new) = change(found) {
            match self.exchange(found, new, orders, at) {
                Ok(old) => return Ok(old),
                Err(newer) => found = newer,
            }
        }
        Err(found)
    }

    pub(super) fn newest(&self) -> T {
        self.inside
            .peek()
            .map_or(self.initial, |inside| inside.number.newest())
    }

    pub(super) fn newest_mut(&mut self) -> &mut T {
        match self.inside.peek_mut() {
            Some(inside) => inside.number.newest_mut(),
            None => &mut self.initial,
        }
    }
}
