//! The states that the search has been in.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{BuildHasherDefault, Hasher},
};

/// States seen before, each with the least that had been spent of the bound when the search was there.
///
/// Whoever comes to a state with no more left than somebody before finds nothing new from there on.
#[derive(Default)]
pub(crate) struct Seen {
    /// The number of each register by its identity, the same in all executions: views count by it, and views of
    /// different executions are compared.
    registers: HashMap<u64, usize, BuildHasherDefault<Identity>>,
    spent: HashMap<u64, u32, BuildHasherDefault<Identity>>,
}

/// About 100 MB. When it is full, nothing new is remembered: that costs time, never a failure.
const MOST: usize = 4_000_000;

impl Seen {
    /// Notes a visit; `false` if it cannot find anything new.
    pub(crate) fn visit(&mut self, state: u64, spent: u32) -> bool {
        let is_full = self.spent.len() >= MOST;
        match self.spent.entry(state) {
            Entry::Occupied(before) if *before.get() <= spent => false,
            Entry::Occupied(mut before) => {
                before.insert(spent);
                true
            }
            Entry::Vacant(new) => {
                if !is_full {
                    new.insert(spent);
                }
                true
            }
        }
    }

    /// The number of the register with this identity.
    pub(crate) fn register(&mut self, identity: u64) -> usize {
        let next = self.registers.len();
        *self.registers.entry(identity).or_insert(next)
    }

    pub(crate) fn len(&self) -> usize {
        self.spent.len()
    }

    /// Forgets the states.
    pub(crate) fn clear(&mut self) {
        self.spent.clear();
    }
}

/// The states are hashes already.
#[derive(Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only u64 is hashed");
    }

    fn write_u64(&mut self, state: u64) {
        self.0 = state;
    }
}
