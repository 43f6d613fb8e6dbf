//! Parking: a thread sleeps until somebody hands it its token.

use std::{panic::Location, time::Duration};

use super::{Thread, current};
use crate::model::{
    gate::{Gate, Limit, Waiter},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
};

/// A thread's token, and the thread if it waits for it.
pub(crate) struct Token {
    gate: Gate<State>,
}

#[derive(Default)]
struct State {
    there: bool,
    parked: Option<Waiter>,
}

impl Token {
    #[track_caller]
    pub(crate) fn new() -> Self {
        Self {
            gate: Gate::new(ObjectKind::Condvar, Location::caller()),
        }
    }
}

/// As std's; never wakes without a reason.
#[track_caller]
pub fn park() {
    sleep(Limit::None, Location::caller());
}

/// As std's; the time is over when no thread of the model can go on otherwise.
#[track_caller]
pub fn park_timeout(_limit: Duration) {
    sleep(Limit::Some, Location::caller());
}

#[track_caller]
fn sleep(limit: Limit, at: At) {
    let thread = current();
    let token = thread.token();
    recorder::wants(Wanted::Unpark, None, at, false);
    let waiter = token.gate.step(|state| {
        if std::mem::take(&mut state.there) {
            return None;
        }
        Some(state.parked.insert(Waiter::new()).clone())
    });
    if let Some(waiter) = waiter
        && !waiter.wait(limit)
    {
        token.gate.step(|state| state.parked = None);
    }
    recorder::event(|| What::Parked).at(at).log();
}

#[track_caller]
pub(crate) fn unpark(thread: &Thread, at: At) {
    thread.token().gate.step(|state| {
        recorder::event(|| What::Unpark(thread.number()))
            .at(at)
            .log();
        match state.parked.take() {
            Some(waiter) => waiter.wake(),
            None => state.there = true,
        }
    });
}
