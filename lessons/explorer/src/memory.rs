//! The memory model: what a load may find, and which accesses are ordered.
//!
//! Each thread has a [`View`]: for each register the oldest value that it may still find, and for each thread how
//! much of it happened before. Views travel with what is released and acquired. Stores to a register are ordered
//! as they are executed.

mod accesses;
mod cell;
mod fence;
mod register;
mod stores;
mod view;

pub use cell::Cell;
pub use fence::fence;
pub use register::{Found, Register};
pub use view::View;

use std::sync::atomic::Ordering;

use self::{accesses::Cells, stores::Registers};
use crate::{Fingerprint, execution::Execution, fingerprint::mix};

/// What a thread knows of memory.
#[derive(Default)]
pub(crate) struct Local {
    view: View,
    /// What an acquire fence would make it see: what its relaxed loads have found so far.
    acquirable: View,
    /// What its relaxed stores release: what it had seen at its last release fence.
    released: View,
}

impl Local {
    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    /// What a thread knows that this one starts.
    pub(crate) fn child(&self) -> Self {
        Self {
            view: self.view.clone(),
            ..Self::default()
        }
    }

    pub(crate) fn fingerprint(&self) -> u64 {
        let hash = self.view.fingerprint();
        let hash = mix(hash, self.acquirable.fingerprint());
        mix(hash, self.released.fingerprint())
    }
}

/// The memory of an execution.
#[derive(Default)]
pub(crate) struct Memory {
    registers: Registers,
    cells: Cells,
    /// What all `SeqCst` accesses and fences so far have in common.
    sequential: View,
}

impl Memory {
    pub(crate) fn clear(&mut self) {
        self.registers.clear();
        self.cells.clear();
        self.sequential = View::default();
    }

    pub(crate) fn fingerprint(&self) -> u64 {
        let hash = mix(self.registers.sum(), self.cells.sum());
        mix(hash, self.sequential.fingerprint())
    }
}

impl Execution {
    /// Notes an order that plain interleavings do not explain.
    fn note_order(&mut self, order: Ordering) {
        if order != Ordering::SeqCst {
            self.uses.memory_orders = true;
        }
    }

    /// What was written arrives some time: from now on the current thread finds the newest values.
    pub(crate) fn see_newest(&mut self) {
        if self.has_memory_orders() {
            let newest = self.memory.registers.newest();
            self.threads[self.current].memory.view.join_floors(&newest);
        }
    }
}

fn acquires(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst
    )
}

fn releases(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Release | Ordering::AcqRel | Ordering::SeqCst
    )
}
