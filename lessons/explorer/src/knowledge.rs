//! What a thread knows: the part of the state that the engine cannot look into.

use crate::{
    execution::{Execution, with},
    fingerprint::mix,
};

impl Execution {
    pub(crate) fn observe(&mut self, token: u64) {
        let thread = self.thread();
        thread.history = mix(thread.history, token);
    }
}

/// Mixes into the history of the current thread what it has just learnt.
///
/// The engine cannot see a thread's variables. It takes two threads with the same history to be at the same
/// place with the same values, and prunes by it, so whatever a thread learns from others must be observed: what a
/// lock guarded, what a message said, whether a `try_` succeeded. What scheduling points, registers, cells,
/// [`choose`](crate::choose) and [`join`](crate::join) tell is observed already. When in doubt, observe: too much
/// costs time, too little costs the truth.
#[track_caller]
pub fn observe(token: u64) {
    with(|x| x.observe(token));
}

/// A number that stands for all that the current thread knows and has done.
///
/// A writer leaves it beside data that cannot be hashed; whoever reads the data observes it.
#[must_use]
#[track_caller]
pub fn history() -> u64 {
    with(|x| x.thread().history)
}

/// Says that the current thread has changed something that threads may poll and that no
/// [`Object`](crate::Object) or [`Register`](crate::Register) holds; those tell it themselves.
#[track_caller]
pub fn wrote() {
    with(|x| {
        let to = mix(x.thread().history, x.thread().changed);
        x.change(0, to);
    });
}
