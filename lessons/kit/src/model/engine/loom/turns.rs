//! Who should let others go first: threads that poll, that go on and on alone, or that only wait for time to pass.

use std::{cell::Cell, panic::Location, thread};

use super::{THREADS, yield_now};
use crate::model::{current, ending, recorder::At};

struct Turns {
    /// Operations that came to something; a sleeper sees by it whether anybody else gets on.
    achieved: Cell<u64>,
    /// Operations since another thread had its turn.
    in_a_row: Cell<u32>,
    /// For each thread, what it looked at last, and how often in a row.
    looks: [Cell<Look>; THREADS],
}

thread_local! {
    static TURNS: Turns = const {
        Turns {
            achieved: Cell::new(0),
            in_a_row: Cell::new(0),
            looks: [const { Cell::new(Look::NONE) }; THREADS],
        }
    };
}

/// An execution begins.
pub(super) fn begin() {
    TURNS.with(|turns| {
        turns.achieved.set(0);
        turns.in_a_row.set(0);
        turns.looks.iter().for_each(|look| look.set(Look::NONE));
    });
}

/// Another thread has its turn.
pub(crate) fn switched() {
    TURNS.with(|turns| turns.in_a_row.set(0));
}

/// An operation of the current thread begins. One that goes on and on alone lets the others run now
/// and then, or `while !done.load() {}` would be an endless execution that no machine shows.
pub(super) fn step() {
    let tired = TURNS.with(|turns| {
        let in_a_row = turns.in_a_row.get() + 1;
        turns.in_a_row.set(in_a_row);
        in_a_row.is_multiple_of(64)
    });
    current::count();
    ending::go_on();
    if tired {
        yield_now();
    }
}

/// The operation has taken place.
pub(super) fn achieved() {
    TURNS.with(|turns| turns.achieved.set(turns.achieved.get() + 1));
}

/// The operation that has just been counted came to nothing.
fn in_vain() {
    TURNS.with(|turns| turns.achieved.set(turns.achieved.get().saturating_sub(1)));
}

/// What a thread looked at: the object, the line, and what it found there.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    object: usize,
    place: usize,
    found: u64,
    times: u32,
}

impl Look {
    const NONE: Self = Self {
        object: 0,
        place: 0,
        found: 0,
        times: 0,
    };
}

/// The current thread has looked at an object, and found this. When the same line finds the same again and
/// again it polls: that is no progress, and the others get their turn before the next look.
pub(super) fn looked(object: usize, at: At, found: u64) {
    TURNS.with(|turns| {
        let look = &turns.looks[current::thread()];
        let mut new = Look {
            object,
            place: address(at),
            found,
            times: look.get().times,
        };
        if new == look.get() {
            new.times += 1;
            in_vain();
        } else {
            new.times = 1;
        }
        look.set(new);
    });
}

/// To be called before a look that may be one of many.
pub(super) fn before_look(object: usize, at: At) {
    let polls = TURNS.with(|turns| {
        let look = turns.looks[current::thread()].get();
        look.times >= 2 && (look.object, look.place) == (object, address(at))
    });
    if polls && !thread::panicking() {
        yield_now();
    }
}

fn address(at: At) -> usize {
    let at: *const Location<'static> = at;
    at.addr()
}

/// Waits until `woken` or until nothing else gets on, as if time passed only then. Tells whether it was woken.
pub(super) fn doze(woken: &Cell<bool>) -> bool {
    /// A thread that comes back from a yield gets as far as its next operation, so one round proves nothing.
    const IDLE_ROUNDS: u32 = 3;
    /// Others may poll in ways that look like progress. A time limit may be reached at any moment anyway.
    const ROUNDS: u32 = 20;
    let achieved = || TURNS.with(|turns| turns.achieved.get());
    let mut idle = 0;
    for _ in 0..ROUNDS {
        if woken.get() {
            return true;
        }
        let before = achieved();
        yield_now();
        idle = if achieved() == before { idle + 1 } else { 0 };
        if idle == IDLE_ROUNDS {
            break;
        }
    }
    woken.get()
}
