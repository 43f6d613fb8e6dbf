//! Parking: a thread sleeps until somebody hands it its token.

use std::{panic::Location, time::Duration};

use super::{Thread, current};
use crate::model::{
    engine::Trace,
    gate::{Early, Gate, State as Shared},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
};

/// A thread's token, and whether the thread waits for it.
pub(crate) struct Token {
    gate: Gate<State>,
}

#[derive(Default, Hash)]
struct State {
    there: bool,
    parked: bool,
    /// Of those who handed it over.
    given: Trace,
}

impl Shared for State {
    /// Not to be parked any more.
    type Wish = ();

    fn grants(&self, (): ()) -> bool {
        !self.parked
    }
}

impl Token {
    #[track_caller]
    pub(crate) fn new() -> Self {
        Self {
            gate: Gate::new(ObjectKind::Condvar, Location::caller()),
        }
    }
}

/// As std's; may wake without a reason, where the engine knows how.
#[track_caller]
pub fn park() {
    sleep(Early::Spurious, Location::caller());
}

/// As std's; the time may be over at any moment, and is when no thread of the model can go on otherwise.
#[track_caller]
pub fn park_timeout(_limit: Duration) {
    // That it ends for no reason looks like the end of the time, where time passes.
    let early = match Early::in_time() {
        Early::Never => Early::Spurious,
        early => early,
    };
    sleep(early, Location::caller());
}

#[track_caller]
fn sleep(early: Early, at: At) {
    let thread = current();
    let token = thread.token();
    recorder::wants(Wanted::Unpark, None, at, false);
    let parked = token.gate.step(|state| {
        state.parked = !std::mem::take(&mut state.there);
        state.parked
    });
    let granted = !parked || token.gate.until((), early, |state| state.parked = false);
    token.gate.at_once(|state| state.given.follow());
    recorder::event(|| What::Parked(early.wake(granted)))
        .at(at)
        .log();
}

#[track_caller]
pub(crate) fn unpark(thread: &Thread, at: At) {
    thread.token().gate.step(|state| {
        recorder::event(|| What::Unpark(thread.number()))
            .at(at)
            .log();
        state.given.add();
        if !std::mem::take(&mut state.parked) {
            state.there = true;
        }
    });
}
