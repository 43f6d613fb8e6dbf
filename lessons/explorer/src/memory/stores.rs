//! What was stored in the registers of an execution.

use std::sync::atomic::Ordering;

use super::{Found, View, acquires, releases};
use crate::{Fingerprint, ObjectId, ThreadId, execution::Execution, fingerprint::mix};

/// All registers of an execution.
#[derive(Default)]
pub(crate) struct Registers {
    all: Vec<Stores>,
    /// The sum of their fingerprints.
    sum: u64,
}

/// What was stored in a register, oldest first.
struct Stores {
    /// Its number in views.
    number: usize,
    /// Where the objects' fingerprints hold the newest value.
    slot: usize,
    identity: u64,
    /// The number of stores that were forgotten, as only the newest counts.
    forgotten: usize,
    kept: Vec<Store>,
    /// A hash of all that was stored since it was made, each with what it released.
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

    /// The newest value.
    pub(super) fn value(&self, register: usize) -> u64 {
        self.all[register].newest().value
    }

    /// A view that finds only the newest values.
    pub(super) fn newest(&self) -> View {
        let mut view = View::default();
        for stores in &self.all {
            view.raise(stores.number, stores.forgotten + stores.kept.len() - 1);
        }
        view
    }
}

impl Execution {
    pub(super) fn add_register(&mut self, id: ObjectId, value: u64) -> usize {
        let slot = self.objects.add(id, value);
        let identity = id.fingerprint();
        let by = self.current();
        // Whoever finds the first value learns nothing else by it: initialization is no release.
        let released = View::default();
        let number = self.seen.register(identity);
        let registers = &mut self.memory.registers;
        registers.all.push(Stores {
            number,
            slot,
            identity,
            forgotten: 0,
            kept: vec![Store {
                value,
                by,
                released,
            }],
            // What nothing has happened to adds nothing.
            fingerprint: 0,
        });
        registers.all.len() - 1
    }

    /// The position of the newest store.
    pub(super) fn newest(&self, register: usize) -> usize {
        let stores = &self.memory.registers.all[register];
        stores.forgotten + stores.kept.len() - 1
    }

    /// The position of the oldest store that the current thread may find.
    pub(super) fn floor(&self, register: usize, order: Ordering) -> usize {
        if !self.has_memory_orders() {
            return self.newest(register);
        }
        let number = self.memory.registers.all[register].number;
        let floor = self.threads[self.current].memory.view.floor(number);
        if order == Ordering::SeqCst {
            floor.max(self.memory.sequential.floor(number))
        } else {
            floor
        }
    }

    /// The values from that position on, newest first.
    pub(super) fn values_from(&self, register: usize, floor: usize) -> Vec<u64> {
        let stores = &self.memory.registers.all[register];
        let kept = &stores.kept[floor - stores.forgotten..];
        kept.iter().rev().map(|store| store.value).collect()
    }

    /// The current thread finds the store at that position.
    pub(super) fn find(&mut self, register: usize, position: usize, order: Ordering) -> Found {
        let newest = self.newest(register);
        let stores = &self.memory.registers.all[register];
        let (number, store) = (stores.number, stores.at(position));
        let found = Found {
            value: store.value,
            newest: position == newest,
            written_by: store.by,
            position,
        };
        if self.has_memory_orders() {
            let local = &mut self.threads[self.current].memory;
            local.view.raise(number, position);
            if acquires(order) {
                local.view.join(&store.released);
            } else {
                local.acquirable.join(&store.released);
            }
            if order == Ordering::SeqCst {
                self.memory.sequential.raise(number, position);
            }
        }
        self.observe(mix(20, found.value));
        found
    }

    /// The current thread stores; `after` is the store that a read-modify-write has found.
    pub(super) fn put(
        &mut self,
        register: usize,
        value: u64,
        order: Ordering,
        after: Option<usize>,
    ) {
        let by = self.current();
        let has_memory_orders = self.has_memory_orders();
        let position = self.newest(register) + 1;
        let number = self.memory.registers.all[register].number;
        let mut released = View::default();
        if has_memory_orders {
            let local = &mut self.threads[self.current].memory;
            local.view.raise(number, position);
            released = if releases(order) {
                local.view.clone()
            } else {
                local.released.clone()
            };
            if order == Ordering::SeqCst {
                self.memory.sequential.raise(number, position);
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
            let store = mix(value, released.fingerprint());
            stores.fingerprint = mix(stores.identity ^ stores.fingerprint, store);
        } else {
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
