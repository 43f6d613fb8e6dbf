//! Atomic numbers.

use std::{panic::Location, sync::atomic::Ordering};

use crate::{
    ObjectId, Refusal, ThreadId, Waiting,
    choice::follow,
    end::{Stop, stop},
    execution::{Execution, with},
    fingerprint::mix,
    menu::MenuKind,
    poll,
    scheduler::point,
};

/// An atomic number that obeys the memory orders: all that a facade's atomics need.
///
/// Every operation is a scheduling point. In the phase of plain interleavings a load finds the newest value; in
/// the phase of memory orders it may find any value that its thread's view does not rule out, an older one at the
/// price of a surprise.
#[derive(Debug)]
pub struct Register {
    epoch: u64,
    index: usize,
    id: ObjectId,
}

/// What an operation found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The value.
    pub value: u64,
    /// Whether it is the newest that there is.
    pub newest: bool,
    /// Who stored it.
    pub written_by: ThreadId,
    /// Which of all stores to this register it is: 0 is the first value.
    pub position: usize,
}

impl Register {
    /// A register that holds `value`.
    #[must_use]
    #[track_caller]
    pub fn new(value: u64) -> Self {
        let id = with(Execution::new_id);
        Self::named(id, value)
    }

    /// A register with an identity of the caller's; see [`Object::with_identity`](crate::Object::with_identity).
    #[must_use]
    #[track_caller]
    pub fn with_identity(identity: u64, value: u64) -> Self {
        Self::named(ObjectId::given(identity), value)
    }

    #[track_caller]
    fn named(id: ObjectId, value: u64) -> Self {
        with(|x| Self {
            epoch: x.epoch,
            index: x.add_register(id, value),
            id,
        })
    }

    /// Its name.
    #[must_use]
    pub const fn id(&self) -> ObjectId {
        self.id
    }

    /// Loads the value.
    ///
    /// # Panics
    ///
    /// If `order` is `Release` or `AcqRel`.
    #[track_caller]
    pub fn load(&self, order: Ordering) -> Found {
        self.load_at(Location::caller(), order)
    }

    /// The same with its place in the source, by which polling is told.
    ///
    /// # Panics
    ///
    /// As [`load`](Self::load).
    #[track_caller]
    pub fn load_at(&self, at: &'static Location<'static>, order: Ordering) -> Found {
        assert!(
            !matches!(order, Ordering::Release | Ordering::AcqRel),
            "there is no such thing as a load that releases"
        );
        self.point();
        let place = poll::place(at);
        let older = with(|x| {
            x.note_order(order);
            let count = x.newest(self.index) + 1 - x.floor(self.index, order);
            x.choose(count, MenuKind::Load, surprise)
        });
        let older = follow(older);
        with(|x| {
            let found = x.find(self.index, x.newest(self.index) - older, order);
            x.looked(place, self.id, found.value);
            found
        })
    }

    /// Stores a value.
    ///
    /// # Panics
    ///
    /// If `order` is `Acquire` or `AcqRel`.
    #[track_caller]
    pub fn store(&self, value: u64, order: Ordering) {
        assert!(
            !matches!(order, Ordering::Acquire | Ordering::AcqRel),
            "there is no such thing as a store that acquires"
        );
        self.point();
        with(|x| {
            x.note_order(order);
            x.observe(mix(19, value));
            x.put(self.index, value, order, None);
        });
    }

    /// Loads the newest value and, if `change` gives a new one, stores that in the same moment.
    ///
    /// Where `change` gives none it is a load with the order `failure`, and may then find an older value that
    /// `change` gives none for; so `change` is called more than once and must only compute.
    ///
    /// # Errors
    ///
    /// What was found, if nothing was stored.
    ///
    /// # Panics
    ///
    /// If `failure` is `Release` or `AcqRel`.
    #[track_caller]
    pub fn rmw(
        &self,
        success: Ordering,
        failure: Ordering,
        change: impl Fn(u64) -> Option<u64>,
    ) -> Result<Found, Found> {
        self.rmw_at(Location::caller(), success, failure, change)
    }

    /// The same with its place in the source, by which polling is told.
    ///
    /// # Errors
    ///
    /// As [`rmw`](Self::rmw).
    ///
    /// # Panics
    ///
    /// As [`rmw`](Self::rmw).
    #[track_caller]
    pub fn rmw_at(
        &self,
        at: &'static Location<'static>,
        success: Ordering,
        failure: Ordering,
        change: impl Fn(u64) -> Option<u64>,
    ) -> Result<Found, Found> {
        assert!(
            !matches!(failure, Ordering::Release | Ordering::AcqRel),
            "there is no such thing as a failure order that releases"
        );
        self.point();
        let place = poll::place(at);
        let values = with(|x| {
            x.note_order(success);
            x.values_from(self.index, x.floor(self.index, failure))
        });
        let older = older_way(&values, &change);
        let new = if older == 0 { change(values[0]) } else { None };
        with(|x| {
            let position = x.newest(self.index) - older;
            let order = if new.is_some() { success } else { failure };
            x.note_order(order);
            let found = x.find(self.index, position, order);
            // A swap that puts back what was there is a look as well.
            x.looked(place, self.id, found.value);
            match new {
                Some(new) => {
                    x.put(self.index, new, success, Some(position));
                    Ok(found)
                }
                None => Err(found),
            }
        })
    }

    /// The newest value, for whoever has the register to himself. No scheduling point, and not observed.
    #[must_use]
    #[track_caller]
    pub fn newest(&self) -> u64 {
        with(|x| x.memory.registers.value(self.index))
    }

    /// Stores a value, for whoever has the register to himself. No scheduling point.
    #[track_caller]
    pub fn set_newest(&self, value: u64) {
        with(|x| {
            x.observe(mix(19, value));
            x.put(self.index, value, Ordering::Relaxed, None);
        });
    }

    #[track_caller]
    fn point(&self) {
        if with(|x| x.epoch) != self.epoch {
            stop(Stop::Refused(Refusal::ObjectOfEarlierExecution));
        }
        point(Waiting::new("an atomic operation").object(self.id));
    }
}

/// How much older than the newest the value is that a read-modify-write finds. It can find an older one only
/// if there is then nothing to store.
#[track_caller]
fn older_way(values: &[u64], change: &impl Fn(u64) -> Option<u64>) -> usize {
    if values.len() == 1 {
        return 0;
    }
    let older = (1..values.len()).filter(|older| change(values[*older]).is_none());
    let ways: Vec<usize> = std::iter::once(0).chain(older).collect();
    let chosen = with(|x| x.choose(ways.len(), MenuKind::Load, surprise));
    ways[follow(chosen)]
}

/// An older value is a surprise, however old it is.
fn surprise(older: usize) -> u32 {
    u32::from(older > 0)
}
