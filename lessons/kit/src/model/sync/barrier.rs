//! A barrier.

use std::{
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
};

use crate::model::{
    engine::Trace,
    gate::{Early, Gate, State as Shared},
    log::{ObjectKind, Wanted, What},
    recorder,
};

/// `std::sync::Barrier`, recorded.
pub struct Barrier {
    gate: Gate<State>,
    size: usize,
}

#[derive(Default, Hash)]
struct State {
    /// Threads that have come since the barrier was last open.
    waiting: usize,
    /// How often it has been open.
    opened: usize,
    /// Of those who have come.
    came: Trace,
    /// Of all for whom it opened last.
    met: Trace,
}

impl Shared for State {
    /// That it has been open more often than so.
    type Wish = usize;

    fn grants(&self, before: usize) -> bool {
        self.opened > before
    }
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
        let before = self.gate.step(|state| {
            state.came.add();
            if state.waiting + 1 >= self.size {
                let woken = std::mem::take(&mut state.waiting);
                state.opened += 1;
                state.met = std::mem::take(&mut state.came);
                recorder::event(|| What::NotifyAll(Some(woken)))
                    .on(object)
                    .at(at)
                    .log();
                return None;
            }
            recorder::wants(Wanted::Notification, Some(object), at, true);
            state.waiting += 1;
            Some(state.opened)
        });
        if let Some(before) = before {
            self.gate.until(before, Early::Never, |_| ());
        }
        self.gate.at_once(|state| state.met.follow());
        BarrierWaitResult(before.is_none())
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}
