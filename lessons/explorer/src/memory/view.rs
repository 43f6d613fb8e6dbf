//! What happened before, as far as a thread knows.

use crate::{Fingerprint, MAX_THREADS, execution::with, fingerprint::mix};

/// What happened before, as far as a thread knows: it travels with a lock, a message, a permit to go on.
///
/// Whoever hands something over stores [`View::publish`] beside it; whoever takes it over calls [`View::see`].
/// In the phase of plain interleavings every view is empty, and costs next to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// For each thread: how many of its accesses to cells are known.
    clock: [u16; MAX_THREADS],
    /// For each register: the oldest store that may still be found.
    floors: Vec<u32>,
}

impl View {
    /// What the current thread knows now.
    #[must_use]
    #[track_caller]
    pub fn publish() -> Self {
        with(|x| x.thread().memory.view.clone())
    }

    /// From now on the current thread knows this too.
    #[track_caller]
    pub fn see(&self) {
        with(|x| x.thread().memory.view.join(self));
    }

    /// Adds what the other view knows.
    pub fn join(&mut self, other: &Self) {
        for (mine, other) in self.clock.iter_mut().zip(other.clock) {
            *mine = (*mine).max(other);
        }
        self.join_floors(other);
    }

    /// Adds what the other view knows of registers: what is ordered without being synchronized.
    pub(super) fn join_floors(&mut self, other: &Self) {
        if self.floors.len() < other.floors.len() {
            self.floors.resize(other.floors.len(), 0);
        }
        for (mine, other) in self.floors.iter_mut().zip(&other.floors) {
            *mine = (*mine).max(*other);
        }
    }

    /// The oldest store to a register that may still be found.
    pub(super) fn floor(&self, register: usize) -> usize {
        self.floors.get(register).map_or(0, |floor| *floor as usize)
    }

    /// Nothing older than this store is found any more.
    pub(super) fn raise(&mut self, register: usize, floor: usize) {
        if self.floors.len() <= register {
            self.floors.resize(register + 1, 0);
        }
        let floor = u32::try_from(floor).expect("fewer stores than steps");
        self.floors[register] = self.floors[register].max(floor);
    }

    /// How many accesses to cells of that thread are known.
    pub(super) fn time(&self, thread: usize) -> u16 {
        self.clock[thread]
    }

    /// One more access to a cell by the view's own thread.
    pub(super) fn tick(&mut self, thread: usize) -> u16 {
        let time = &mut self.clock[thread];
        // There are fewer accesses than this in any model that can be explored; then races are found a bit less.
        *time = time.saturating_add(1);
        *time
    }
}

impl Fingerprint for View {
    fn fingerprint(&self) -> u64 {
        let known =
            |(index, floor): (usize, u64)| (floor > 0).then_some((index as u64) << 32 | floor);
        let floors = self.floors.iter().map(|floor| u64::from(*floor));
        let clock = self.clock.iter().map(|time| u64::from(*time));
        let hash = floors.enumerate().filter_map(known).fold(16, mix);
        clock.enumerate().filter_map(known).fold(mix(hash, 17), mix)
    }
}
