//! How an execution that does not end well comes to its end.
//!
//! A failing execution is never unwound: its other threads hold guards and handles whose destructors would call
//! an engine that has no execution any more, and a second panic would end the process. The engine leaves
//! its threads where they are; what they hold ends with the process.

mod hook;
pub(crate) mod panics;

use std::cell::Cell;

pub(crate) use self::hook::{go_on, install_hook};
use super::{
    current, engine,
    log::{Ending, Log, Place},
};

/// How an execution ends that does not end well.
#[derive(Debug)]
pub(crate) enum End {
    /// It shows that the model is wrong.
    Failed { ending: Ending, log: Log },
    /// It shows that the model cannot be explored.
    Refused(Refusal),
    /// It shows nothing: how it goes on cannot be explored.
    LeftOut,
}

/// Why a model cannot be explored.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// The model does not do the same each time; what is known of it.
    NotDeterministic(Option<String>),
    /// More threads than the engine has.
    TooManyThreads,
    /// A thread that the model does not know used the kit.
    Bypassed { place: Place },
    /// For long no operation of the kit.
    Hung { asleep: bool },
    /// In every execution a destructor waits for another thread while its own panics.
    #[cfg_attr(
        not(feature = "explorer"),
        expect(dead_code, reason = "over loom a panic ends the execution")
    )]
    WaitsInPanic,
    /// The engine gave up in words of its own.
    Broken { message: String },
}

thread_local! {
    /// The model's first thread has ended: nobody is left to learn of a panic.
    static OVER: Cell<bool> = const { Cell::new(false) };
}

/// An execution begins.
pub(crate) fn begin() {
    hook::unwinds_no_more();
    OVER.set(false);
    panics::forget();
}

/// The model's first thread has come to its end; there may have been a panic of which nobody has learnt.
#[cfg_attr(
    not(feature = "explorer"),
    expect(dead_code, reason = "over loom a panic ends the execution")
)]
pub(crate) fn over() -> Option<End> {
    OVER.set(true);
    panics::unknown()
}

/// More threads than the engine can run.
pub(crate) fn too_many_threads() -> ! {
    engine::fail(End::Refused(Refusal::TooManyThreads))
}

/// A panic has come as far as the model lets it come: it is what made this execution fail.
pub(crate) fn give_up() -> ! {
    engine::fail(panics::explaining(current::thread()))
}

/// A destructor waits for another thread while its own panics. No other can run before this panic is over: all threads
/// of a model share one OS thread, and so one count of panics.
///
/// The panic of the model's first thread is its end anyway. Of another thread's nobody knows: it may be caught by
/// whoever runs jobs, or told to somebody who joins, and what the destructor waits for may come.
pub(crate) fn waits_in_panic() -> ! {
    if engine::CATCHES_PANICS && current::thread() != 0 {
        engine::fail(End::LeftOut);
    }
    give_up()
}

/// The current thread ends by its panic.
pub(crate) fn thread_ends() {
    hook::unwinds_no_more();
    panics::ended(current::thread());
    if OVER.get() {
        give_up();
    }
}
