//! The course's own explorer: a thread that has to wait is not picked before it can go on, and no state is explored twice.

mod counts;
mod covered;
mod execution;
mod lock;
mod number;
mod observer;
mod place;
mod search;
mod shared;
mod thread;
mod trace;
mod watched;

use std::{sync::atomic::Ordering, thread as std_thread};

pub(crate) use self::{
    execution::{complained, fail},
    lock::{Hold, Lock},
    number::Number,
    search::{replay, search},
    shared::Shared,
    thread::{Child, spawn},
    trace::Trace,
    watched::Watched,
};
use crate::model::{current, ending};

/// How many threads one execution may have, the one that runs the model's closure included.
pub(crate) const THREADS: usize = explorer::MAX_THREADS;

/// A thread that panics has ended, and its joiner learns of it.
pub(crate) const CATCHES_PANICS: bool = true;

/// The explorer takes executions for the same that have come to the same states.
pub(crate) const TELLS_STATES: bool = true;

/// The explorer says which switches interrupt a thread.
pub(crate) const TELLS_INTERRUPTIONS: bool = true;

/// While it lives, the explorer runs, and through it perhaps other threads of the model.
///
/// A value and no closure: the explorer asks for the line of its caller's caller, which a closure would hide.
struct Call {
    caller: usize,
}

impl Call {
    fn begin() -> Self {
        current::count();
        ending::go_on();
        let caller = current::thread();
        current::set_in_engine(true);
        Self { caller }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        current::set_in_engine(false);
        current::resume(self.caller);
    }
}

/// Another thread has its turn; the explorer knows.
pub(crate) fn switched() {}

/// The model looks whether locks are taken.
pub(crate) fn needs_releases() {
    explorer::needs_release_points();
}

/// The model looks whether threads have ended.
pub(crate) fn needs_ends() {
    explorer::needs_release_points();
}

/// Whether a release is a step of its own, that others may see.
pub(crate) fn sees_releases() -> bool {
    explorer::release_points()
}

/// Whether the end of a thread is a step of its own.
pub(crate) fn sees_ends() -> bool {
    explorer::release_points()
}

/// Whether it is worth while to write down what happens now.
pub(crate) fn is_worth_recording() -> bool {
    execution::is_first() || explorer::is_recording()
}

/// One of so many, none of which is promised.
pub(crate) fn choose(of: usize) -> usize {
    if of < 2 {
        return 0;
    }
    let _call = Call::begin();
    explorer::choose(of, explorer::Price::Free)
}

/// Lets the others run.
#[track_caller]
pub(crate) fn yield_now() {
    let _call = Call::begin();
    explorer::yield_now();
}

/// Lets time pass.
#[track_caller]
pub(crate) fn sleep() {
    let _call = Call::begin();
    if current::time_passes() {
        explorer::sleep();
    } else {
        explorer::yield_now();
    }
}

#[track_caller]
pub(crate) fn fence(order: Ordering) {
    if !std_thread::panicking() {
        let _call = Call::begin();
        explorer::fence(order);
    }
}
