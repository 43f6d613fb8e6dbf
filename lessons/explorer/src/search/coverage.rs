//! What has been explored without a failure.

use crate::{Exploration, Finished, Phase};

/// What has been explored without a failure.
#[derive(Debug)]
pub(super) struct Coverage {
    pub(super) executions: u64,
    /// Different states, of the last bound of each phase.
    states: u64,
    polling: bool,
    left_out: u32,
    interleavings: Finished,
    memory_orders: Option<Finished>,
}

/// As many executions may be left out; each leaves an OS thread and some stacks behind.
const MOST_LEFT_OUT: u32 = 200;

impl Coverage {
    pub(super) const NOTHING: Self = Self {
        executions: 0,
        states: 0,
        polling: false,
        left_out: 0,
        interleavings: Finished::Nothing,
        memory_orders: None,
    };

    /// One more execution.
    pub(super) fn add(&mut self, polling: bool) {
        self.executions += 1;
        self.polling |= polling;
    }

    /// The last one was not judged.
    pub(super) fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// Too many were not judged to go on.
    pub(super) fn leaves_out_too_much(&self) -> bool {
        self.left_out >= MOST_LEFT_OUT
    }

    /// What was explored before does not count any more, but the work was done.
    pub(super) fn reset(&mut self) {
        *self = Self {
            executions: self.executions,
            left_out: self.left_out,
            ..Self::NOTHING
        };
    }

    /// A phase is over.
    pub(super) fn end(&mut self, phase: Phase, finished: Finished, states: usize) {
        self.states += states as u64;
        match phase {
            Phase::Interleavings => self.interleavings = finished,
            Phase::MemoryOrders => self.memory_orders = Some(finished),
        }
    }

    /// The model uses memory orders, and they were not explored.
    pub(super) fn leave_out_memory_orders(&mut self) {
        self.memory_orders = Some(Finished::Nothing);
    }

    pub(super) fn exploration(&self) -> Exploration {
        let Self {
            executions,
            states,
            polling,
            interleavings,
            memory_orders,
            left_out: _,
        } = *self;
        let is_all = |finished| finished == Finished::All;
        if is_all(interleavings) && memory_orders.is_none_or(is_all) {
            Exploration::Proven {
                executions,
                states,
                polling,
            }
        } else {
            Exploration::Bounded {
                executions,
                interleavings,
                memory_orders,
            }
        }
    }
}
