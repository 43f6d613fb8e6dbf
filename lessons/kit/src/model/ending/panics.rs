//! The panics of an execution that nobody has caught, as far as can be seen.

use std::cell::RefCell;

use super::End;
use crate::model::{
    current,
    log::{Ending, Log, Place},
    recorder,
};

/// A panic that nobody has caught.
#[derive(Debug)]
pub(super) struct Panic {
    thread: usize,
    pub(super) message: String,
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
}

/// How the panic of a scope begins that comes from one of its threads.
pub(crate) const SCOPED: &str = "a scoped thread panicked";

/// An execution begins: there was none.
pub(super) fn forget() {
    PANICS.with_borrow_mut(Vec::clear);
}

/// A panic of the current thread begins.
pub(super) fn begins(message: &str, place: Option<Place>) {
    let panic = Panic {
        thread: current::thread(),
        message: message.into(),
        place,
        log: recorder::log(),
        course: Course::Begun,
    };
    PANICS.with_borrow_mut(|panics| panics.push(panic));
}

/// The panic that this thread was in is forgotten.
pub(super) fn take_begun(me: usize) -> Option<Panic> {
    PANICS.with_borrow_mut(|panics| {
        let begun = |panic: &Panic| panic.thread == me && panic.course == Course::Begun;
        let at = panics.iter().position(begun)?;
        Some(panics.remove(at))
    })
}

/// The end by the first panic that explains this thread's.
pub(super) fn explaining(me: usize) -> End {
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
pub(crate) fn last() -> Option<End> {
    PANICS.with_borrow_mut(Vec::pop).map(Panic::end)
}

/// The end by the first panic that ended a thread and of which nobody has learnt: whatever comes after it may
/// be only its consequence.
pub(crate) fn unknown() -> Option<End> {
    let take = |panics: &mut Vec<Panic>| {
        let unknown = |panic: &Panic| panic.course == Course::Unknown;
        let at = panics.iter().position(unknown)?;
        Some(panics.remove(at))
    };
    PANICS.with_borrow_mut(take).map(Panic::end)
}

/// This thread has ended by its panic.
pub(super) fn ended(me: usize) {
    PANICS.with_borrow_mut(
        |panics| match panics.iter_mut().rfind(|panic| panic.thread == me) {
            Some(panic) => panic.course = Course::Unknown,
            None => panics.push(Panic {
                course: Course::Unknown,
                ..Panic::passed_on()
            }),
        },
    );
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
