//! A barrier.

use std::{
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
};

use crate::model::{
    gate::{Gate, Limit, Queue},
    log::{ObjectKind, Wanted, What},
    recorder,
};

/// `std::sync::Barrier`, recorded.
pub struct Barrier {
    gate: Gate<State>,
    size: usize,
}

#[derive(Default)]
struct State {
    waiting: Queue,
}

impl UnwindSafe for Barrier {}
impl RefUnwindSafe for Barrier {}

/// `std::sync::BarrierWaitResult`.
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// As std's.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// As std's.
    #[track_caller]
    pub const fn new(size: usize) -> Self {
        Self {
            gate: Gate::new(ObjectKind::Barrier, Location::caller()),
            size,
        }
    }

    /// As std's.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let at = Location::caller();
        let object = self.gate.object();
        let waiter = self.gate.step(|state| {
            if state.waiting.len() + 1 >= self.size {
                let woken = state.waiting.wake_all();
                recorder::event(|| What::NotifyAll(Some(woken)))
                    .on(object)
                    .at(at)
                    .log();
                return None;
            }
            recorder::wants(Wanted::Notification, Some(object), at, true);
            Some(state.waiting.join())
        });
        match &waiter {
            Some(waiter) => waiter.wait(Limit::None),
            None => true,
        };
        BarrierWaitResult(waiter.is_none())
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}
