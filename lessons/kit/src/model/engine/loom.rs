//! loom, the model checker that the field uses.
//!
//! Everything stands on a handful of its pieces: a lock, parking and waking, starting and joining threads, yielding, an atomic, a cell.
//! Where loom misses or invents something, the pieces are put together so that it does not; what is left is told in the kit's README.

mod covered;
mod lock;
mod number;
mod replay;
mod run;
mod search;
mod settings;
mod shared;
mod stopwatch;
mod turns;
mod waiting;

use std::{
    panic::{self, AssertUnwindSafe},
    sync::atomic::Ordering,
    thread,
};

use self::covered::Pass;
pub(crate) use self::{
    lock::{Hold, Lock},
    number::Number,
    run::{complained, fail},
    search::{replay, search},
    settings::{needs_ends, needs_releases, sees_ends, sees_releases},
    shared::Shared,
    turns::switched,
};
use crate::model::{content::Content, current, recorder::At};

/// How many threads one execution may start, the one that runs the model's closure included.
pub(crate) const THREADS: usize = loom::MAX_THREADS;

/// A thread that panics ends the execution: loom's own locks would be poisoned.
pub(crate) const CATCHES_PANICS: bool = false;

/// loom takes no two executions for the same, so nothing need be told about states.
pub(crate) const TELLS_STATES: bool = false;

/// Which switches interrupt a thread is inferred: loom does not tell.
pub(crate) const TELLS_INTERRUPTIONS: bool = false;

/// The name of a schedule looks like this.
const EXAMPLE: &str = "1:30:i";

/// Operations in one execution before it counts as going round and round.
const STEPS: usize = 5_000;

/// The stack of a spawned model thread. Only the pages that are used cost anything.
const STACK: usize = 512 * 1024;

/// Calls the engine, which may run other threads of the model before it returns.
///
/// When the engine complains, by a panic, there is nothing to go back to: see [`run`].
fn call<R>(operation: impl FnOnce() -> R) -> R {
    let caller = current::thread();
    current::set_in_engine(true);
    let Ok(answer) = panic::catch_unwind(AssertUnwindSafe(operation)) else {
        run::ended_by_complaint();
    };
    current::set_in_engine(false);
    current::resume(caller);
    answer
}

/// Runs `body` once for each execution, until all are done or `body` unwinds.
///
/// `bound` is loom's bound on preemptions; a finished bound n covers all schedules with fewer than n.
fn explore(bound: Option<usize>, body: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.max_threads = THREADS;
    builder.max_branches = STEPS;
    builder.preemption_bound = bound;
    // All that the environment could set is set here: a model means the same everywhere.
    builder.checkpoint_file = None;
    builder.max_duration = None;
    builder.max_permutations = None;
    builder.location = false;
    builder.log = false;
    builder.check(body);
}

/// What went wrong inside of loom, told by the text of its panic.
enum Complaint {
    Deadlock,
    Endless,
    DataRace,
    NotDeterministic,
    Other,
}

impl Complaint {
    /// What the engine says when the model takes another way than the time before.
    const LOST: [&str; 3] = [
        "fully deterministic",
        "internal bug",
        "expected to be able to acquire lock",
    ];

    fn of(message: &str) -> Self {
        if message.starts_with("deadlock;") {
            Self::Deadlock
        } else if message.starts_with("Model exceeded maximum number of branches") {
            Self::Endless
        } else if message.starts_with("Causality violation") || message.contains("to cell") {
            Self::DataRace
        } else if Self::LOST.iter().any(|lost| message.contains(lost)) {
            Self::NotDeterministic
        } else {
            Self::Other
        }
    }
}

/// Lets the others run; this thread goes on when they cannot, or a little later.
pub(crate) fn yield_now() {
    call(loom::thread::yield_now);
}

/// Lets time pass: the others run meanwhile.
pub(crate) fn sleep() {
    yield_now();
}

/// The one execution that is written down is worth it from beginning to end.
pub(crate) fn is_worth_recording() -> bool {
    true
}

/// A thread that can be joined.
#[derive(Debug)]
pub(crate) struct Child(loom::thread::JoinHandle<()>);

pub(crate) fn spawn(body: impl FnOnce() + Send + 'static) -> Child {
    let body = move || {
        current::set_in_engine(false);
        body();
        current::set_in_engine(true);
    };
    // In words: the engine counts a stack in machine words, and an odd number would fill it with a pattern.
    let words = STACK / size_of::<usize>();
    let builder = loom::thread::Builder::new().stack_size(words);
    Child(call(|| builder.spawn(body)).expect("the engine always starts a thread"))
}

impl Child {
    pub(crate) fn join(self) {
        turns::step();
        call(|| self.0.join()).expect("a thread that panics never ends");
        turns::achieved();
    }
}

pub(crate) fn fence(order: Ordering) {
    settings::uses_orders();
    if settings::settings().pass == Pass::Orders && !thread::panicking() {
        call(|| loom::sync::atomic::fence(order));
    }
}

/// One of so many, none of which is promised; loom has one of them only.
pub(crate) fn choose(_of: usize) -> usize {
    0
}

/// Nothing to loom, which goes through all executions without comparing them.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Trace(());

impl Trace {
    /// The current thread leaves this behind.
    pub(crate) fn leave(&mut self, _content: Content) {}

    /// The current thread leaves something more.
    pub(crate) fn add(&mut self) {}

    /// The current thread comes upon it.
    pub(crate) fn follow(&self) {}

    /// Nothing: whoever goes on and on alone lets the others run, whatever it finds.
    pub(crate) fn found(&self) -> Option<u64> {
        None
    }
}

/// Notices two accesses that nothing orders.
#[derive(Debug)]
pub(crate) struct Watched(Option<loom::cell::UnsafeCell<()>>);

impl Watched {
    /// Checked where memory orders are explored, as far as there are enough.
    pub(crate) fn new(_address: usize) -> Self {
        settings::uses_orders();
        settings::cell().unwrap_or(Self(None))
    }

    fn checked() -> Self {
        Self(Some(loom::cell::UnsafeCell::new(())))
    }

    /// Calls `access` while this thread reads.
    pub(crate) fn read<R>(&self, _at: At, access: impl FnOnce() -> R) -> R {
        if let Some(cell) = &self.0 {
            call(|| cell.with(|_| ()));
        }
        access()
    }

    /// Calls `access` while this thread writes.
    pub(crate) fn write<R>(&self, _at: At, access: impl FnOnce() -> R) -> R {
        if let Some(cell) = &self.0 {
            call(|| cell.with_mut(|_| ()));
        }
        access()
    }
}
