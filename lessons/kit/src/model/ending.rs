//! How an execution that does not end well comes to its end.
//!
//! A failing execution is never unwound: its other threads hold guards and handles whose destructors would call
//! an engine that has no execution any more, and a second panic would end the process. The engine leaves
//! its threads where they are; what they hold ends with the process.

use std::{
    cell::{Cell, RefCell},
    panic::{self, PanicHookInfo},
    sync::Once,
    thread,
};

use super::{
    closer, current, engine,
    log::{Ending, Log, Place},
    recorder,
};
use crate::case;

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

/// A panic of this execution that nobody has caught, as far as can be seen.
#[derive(Debug)]
struct Panic {
    thread: usize,
    message: String,
    place: Option<Place>,
    log: Log,
    course: Course,
}

/// How far a panic has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// It unwinds its thread, or was caught by the learner.
    Begun,
    /// It has ended its thread, and nobody has learnt of it.
    Unknown,
    /// It has ended its thread, and somebody has learnt of it by a join.
    Known,
}

thread_local! {
    /// In the order in which they began.
    static PANICS: RefCell<Vec<Panic>> = const { RefCell::new(Vec::new()) };
    static UNWINDS: Cell<bool> = const { Cell::new(false) };
    /// The model's first thread has ended: nobody is left to learn of a panic.
    static OVER: Cell<bool> = const { Cell::new(false) };
}

/// How the panic of a scope begins that comes from one of its threads.
pub(crate) const SCOPED: &str = "a scoped thread panicked";

/// An execution begins.
pub(crate) fn begin() {
    UNWINDS.set(false);
    OVER.set(false);
    PANICS.with_borrow_mut(Vec::clear);
}

/// The model's first thread has come to its end; there may have been a panic of which nobody has learnt.
#[cfg_attr(
    not(feature = "explorer"),
    expect(dead_code, reason = "over loom a panic ends the execution")
)]
pub(crate) fn over() -> Option<End> {
    OVER.set(true);
    unknown_panic()
}

/// More threads than the engine can run.
pub(crate) fn too_many_threads() -> ! {
    engine::fail(End::Refused(Refusal::TooManyThreads))
}

/// A panic has come as far as the model lets it come: it is what made this execution fail.
pub(crate) fn give_up() -> ! {
    engine::fail(of_panic())
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

/// The end by the first panic that explains the current thread's.
fn of_panic() -> End {
    let me = current::thread();
    PANICS
        .with_borrow_mut(|panics| {
            let own = |panic: &Panic| panic.thread == me && panic.course == Course::Begun;
            let first = panics
                .iter()
                .position(|panic| own(panic) || panic.course == Course::Unknown);
            let is_known = |panic: &Panic| panic.course == Course::Known;
            let known = panics
                .iter()
                .rposition(|panic| is_known(panic) && !panic.is_consequence())
                .or_else(|| panics.iter().rposition(is_known));
            let at = match (first, known) {
                (Some(first), Some(known)) if panics[first].is_consequence() => known,
                (Some(first), _) => first,
                (None, known) => known?, // passed on with `resume_unwind`
            };
            Some(panics.remove(at))
        })
        .unwrap_or_else(Panic::passed_on)
        .end()
}

/// The end by the panic that began last.
#[cfg_attr(
    feature = "explorer",
    expect(dead_code, reason = "over the explorer a lock outlives a panic")
)]
pub(crate) fn last_panic() -> Option<End> {
    PANICS.with_borrow_mut(Vec::pop).map(Panic::end)
}

/// The end by the first panic that ended a thread and of which nobody has learnt: whatever comes after it may
/// be only its consequence.
pub(crate) fn unknown_panic() -> Option<End> {
    let take = |panics: &mut Vec<Panic>| {
        let unknown = |panic: &Panic| panic.course == Course::Unknown;
        let at = panics.iter().position(unknown)?;
        Some(panics.remove(at))
    };
    PANICS.with_borrow_mut(take).map(Panic::end)
}

/// The current thread ends by its panic.
pub(crate) fn thread_ends() {
    UNWINDS.set(false);
    let me = current::thread();
    PANICS.with_borrow_mut(
        |panics| match panics.iter_mut().rfind(|panic| panic.thread == me) {
            Some(panic) => panic.course = Course::Unknown,
            None => panics.push(Panic {
                course: Course::Unknown,
                ..Panic::passed_on()
            }),
        },
    );
    if OVER.get() {
        give_up();
    }
}

/// Somebody has learnt that a thread ended by a panic. Tells whether that was news.
pub(crate) fn is_known(thread: usize) -> bool {
    PANICS.with_borrow_mut(|panics| {
        let unknown =
            |panic: &&mut Panic| panic.thread == thread && panic.course == Course::Unknown;
        let panic = panics.iter_mut().find(unknown);
        panic.map(|panic| panic.course = Course::Known).is_some()
    })
}

impl Panic {
    /// One of which there is no more than that it is there.
    fn passed_on() -> Self {
        Self {
            thread: current::thread(),
            message: "a panic was passed on with `resume_unwind`".into(),
            place: None,
            log: recorder::log(),
            course: Course::Begun,
        }
    }

    /// `join().unwrap()` panics so, and a scope, and who finds a lock poisoned; what is meant is the other thread's panic.
    fn is_consequence(&self) -> bool {
        self.message.contains("Any { .. }")
            || self.message.contains("PoisonError")
            || self.message == SCOPED
    }

    fn end(self) -> End {
        let ending = Ending::Panic {
            thread: self.thread,
            message: self.message,
            place: self.place,
        };
        End::Failed {
            ending,
            log: self.log,
        }
    }
}

/// An operation begins that is not part of unwinding: a panic before it was caught by the learner.
pub(crate) fn go_on() {
    if UNWINDS.get() && !thread::panicking() {
        UNWINDS.set(false);
    }
}

pub(crate) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if current::is_active() {
                panicked(info);
            } else {
                previous(info);
            }
        }));
    });
}

/// A hook must come back, or the test harness could not take it away at its end; so panics of the engine are
/// only noted here, and told where they are caught.
fn panicked(info: &PanicHookInfo<'_>) {
    let message = case::text(info);
    if current::in_engine() {
        engine::complained(message);
        return;
    }
    let me = current::thread();
    // If it is not the panic that unwinds, the learner has caught it.
    let before = PANICS.with_borrow_mut(|panics| {
        let begun = |panic: &Panic| panic.thread == me && panic.course == Course::Begun;
        let at = panics.iter().position(begun)?;
        Some(panics.remove(at))
    });
    if UNWINDS.replace(true) {
        let ending = Ending::DoublePanic {
            thread: me,
            first: before.map_or_else(String::new, |first| first.message),
            second: message.into(),
        };
        // To come back from here would end the process: the second panic must not go on.
        closer::start();
        engine::fail(End::Failed {
            ending,
            log: recorder::log(),
        });
    }
    let panic = Panic {
        thread: me,
        message: message.into(),
        place: info.location().map(|at| Place {
            // The hook's location lives as long as the program: it is a constant of the panicking line.
            file: leak(at.file()),
            line: at.line(),
            column: at.column(),
        }),
        log: recorder::log(),
        course: Course::Begun,
    };
    PANICS.with_borrow_mut(|panics| panics.push(panic));
}

/// The text for ever; once for each failure.
fn leak(text: &str) -> &'static str {
    String::from(text).leak()
}
