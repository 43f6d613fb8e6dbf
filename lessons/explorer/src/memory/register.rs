//! Atomic numbers.

use std::{panic::Location, sync::atomic::Ordering};

use super::{View, acquires, releases};
use crate::{
    Fingerprint, ObjectId, Refusal, ThreadId, Waiting,
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
        with(|x| {
            let id = x.new_id();
            Self {
                epoch: x.epoch,
                index: x.add_register(id, value),
                id,
            }
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
        assert!(
            !matches!(order, Ordering::Release | Ordering::AcqRel),
            "there is no such thing as a load that releases"
        );
        self.point();
        let place = poll::place(Location::caller());
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
        assert!(
            !matches!(failure, Ordering::Release | Ordering::AcqRel),
            "there is no such thing as a failure order that releases"
        );
        self.point();
        let place = poll::place(Location::caller());
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
        with(|x| x.memory.registers.all[self.index].newest().value)
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

/// All registers of an execution.
#[derive(Default)]
pub(crate) struct Registers {
    all: Vec<Stores>,
    /// The sum of their fingerprints.
    sum: u64,
}

/// What was stored in a register, oldest first.
struct Stores {
    /// Where the objects' fingerprints hold the newest value.
    slot: usize,
    identity: u64,
    /// The number of stores that were forgotten, as only the newest counts.
    forgotten: usize,
    kept: Vec<Store>,
    /// A hash of all that was stored, each with what it released.
    fingerprint: u64,
}

struct Store {
    value: u64,
    by: ThreadId,
    /// What those see who acquire it.
    released: View,
}

impl Stores {
    fn newest(&self) -> &Store {
        self.kept.last().expect("a register always has a value")
    }

    fn at(&self, position: usize) -> &Store {
        &self.kept[position - self.forgotten]
    }
}

impl Registers {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.sum = 0;
    }

    pub(super) fn sum(&self) -> u64 {
        self.sum
    }

    /// A view that finds only the newest values.
    pub(super) fn newest(&self) -> View {
        let mut view = View::default();
        for (index, stores) in self.all.iter().enumerate() {
            view.raise(index, stores.forgotten + stores.kept.len() - 1);
        }
        view
    }
}

impl Execution {
    fn add_register(&mut self, id: ObjectId, value: u64) -> usize {
        let slot = self.objects.add(id, value);
        let identity = id.fingerprint();
        let by = self.current();
        // Whoever finds the first value learns nothing else by it: initialization is no release.
        let released = View::default();
        let fingerprint = mix(identity, mix(value, released.fingerprint()));
        let registers = &mut self.memory.registers;
        registers.sum = registers.sum.wrapping_add(fingerprint);
        registers.all.push(Stores {
            slot,
            identity,
            forgotten: 0,
            kept: vec![Store {
                value,
                by,
                released,
            }],
            fingerprint,
        });
        registers.all.len() - 1
    }

    /// The position of the newest store.
    fn newest(&self, register: usize) -> usize {
        let stores = &self.memory.registers.all[register];
        stores.forgotten + stores.kept.len() - 1
    }

    /// The position of the oldest store that the current thread may find.
    fn floor(&self, register: usize, order: Ordering) -> usize {
        if !self.has_memory_orders() {
            return self.newest(register);
        }
        let floor = self.threads[self.current].memory.view.floor(register);
        if order == Ordering::SeqCst {
            floor.max(self.memory.sequential.floor(register))
        } else {
            floor
        }
    }

    /// The values from that position on, newest first.
    fn values_from(&self, register: usize, floor: usize) -> Vec<u64> {
        let stores = &self.memory.registers.all[register];
        let kept = &stores.kept[floor - stores.forgotten..];
        kept.iter().rev().map(|store| store.value).collect()
    }

    /// The current thread finds the store at that position.
    fn find(&mut self, register: usize, position: usize, order: Ordering) -> Found {
        let newest = self.newest(register);
        let store = self.memory.registers.all[register].at(position);
        let found = Found {
            value: store.value,
            newest: position == newest,
            written_by: store.by,
            position,
        };
        if self.has_memory_orders() {
            let local = &mut self.threads[self.current].memory;
            local.view.raise(register, position);
            if acquires(order) {
                local.view.join(&store.released);
            } else {
                local.acquirable.join(&store.released);
            }
            if order == Ordering::SeqCst {
                self.memory.sequential.raise(register, position);
            }
        }
        self.observe(mix(20, found.value));
        found
    }

    /// The current thread stores; `after` is the store that a read-modify-write has found.
    fn put(&mut self, register: usize, value: u64, order: Ordering, after: Option<usize>) {
        let by = self.current();
        let has_memory_orders = self.has_memory_orders();
        let position = self.newest(register) + 1;
        let mut released = View::default();
        if has_memory_orders {
            let local = &mut self.threads[self.current].memory;
            local.view.raise(register, position);
            released = if releases(order) {
                local.view.clone()
            } else {
                local.released.clone()
            };
            if order == Ordering::SeqCst {
                self.memory.sequential.raise(register, position);
            }
        }
        let registers = &mut self.memory.registers;
        let stores = &mut registers.all[register];
        if let Some(after) = after {
            // It goes on with the release sequence of the store that it follows.
            released.join(&stores.at(after).released);
        }
        registers.sum = registers.sum.wrapping_sub(stores.fingerprint);
        if has_memory_orders {
            stores.fingerprint = mix(stores.fingerprint, mix(value, released.fingerprint()));
        } else {
            stores.fingerprint = mix(stores.identity, value);
            stores.kept.clear();
            stores.forgotten = position;
        }
        registers.sum = registers.sum.wrapping_add(stores.fingerprint);
        stores.kept.push(Store {
            value,
            by,
            released,
        });
        let slot = stores.slot;
        if let Some((from, to)) = self.objects.set(slot, value) {
            self.change(from, to);
        }
    }
}
