//! The seam between the facade and the model checker: the only module that names loom.
//!
//! Everything above it is built from a handful of pieces: a lock, blocking and waking, starting and joining
//! threads, yielding, an atomic that obeys the memory orders, and a cell that notices races. Another
//! engine can be put here without a change anywhere else.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::atomic::Ordering,
};

use loom as engine;

use super::{current, run, turns};

/// How many threads one execution may start, the one that runs the model's closure included.
pub(crate) const THREADS: usize = engine::MAX_THREADS;

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
        run::engine_complained();
    };
    current::set_in_engine(false);
    current::resume(caller);
    answer
}

/// Runs `body` once for each execution, until all are done or `body` unwinds.
///
/// `bound` is loom's bound on preemptions; a finished bound n covers all schedules with fewer than n.
pub(crate) fn explore(bound: Option<usize>, body: impl Fn() + Send + Sync + 'static) {
    let mut builder = engine::model::Builder::new();
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

/// What went wrong inside the engine, told by the text of its panic.
pub(crate) enum Complaint {
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

    pub(crate) fn of(message: &str) -> Self {
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

/// A lock whose taking is a scheduling point and whose release is none.
#[derive(Debug)]
pub(crate) struct Lock(engine::sync::Mutex<()>);

/// A [`Lock`] that is held; dropping it lets go.
#[derive(Debug)]
pub(crate) struct Held<'a> {
    _guard: engine::sync::MutexGuard<'a, ()>,
}

impl Lock {
    pub(crate) fn new() -> Self {
        Self(engine::sync::Mutex::new(()))
    }

    pub(crate) fn acquire(&self) -> Held<'_> {
        turns::step();
        let _guard = call(|| self.0.lock())
            .expect("the engine's lock holds nothing that a panic could spoil");
        Held { _guard }
    }

    pub(crate) fn try_acquire(&self) -> Option<Held<'_>> {
        turns::step();
        let _guard = call(|| self.0.try_lock()).ok()?;
        Some(Held { _guard })
    }
}

/// Names a thread of this execution, so that it can be woken.
#[derive(Clone, Debug)]
pub(crate) struct Sleeper(engine::thread::Thread);

impl Sleeper {
    pub(crate) fn current() -> Self {
        Self(engine::thread::current())
    }

    /// Lets a thread that is in [`block`] go on. No scheduling point.
    pub(crate) fn wake(&self) {
        self.0.unpark();
    }
}

/// Blocks the current thread until it is woken. There is no scheduling point before it: what the
/// thread did last and its falling asleep are one step.
pub(crate) fn block() {
    call(engine::thread::park);
}

/// Lets the others run; this thread goes on when they cannot, or a little later.
pub(crate) fn yield_now() {
    call(engine::thread::yield_now);
}

/// A thread that can be joined.
#[derive(Debug)]
pub(crate) struct Child(engine::thread::JoinHandle<()>);

pub(crate) fn spawn(body: impl FnOnce() + Send + 'static) -> Child {
    let body = move || {
        current::set_in_engine(false);
        body();
        current::set_in_engine(true);
    };
    // In words: the engine counts a stack in machine words, and an odd number would fill it with a pattern.
    let words = STACK / size_of::<usize>();
    let builder = engine::thread::Builder::new().stack_size(words);
    Child(call(|| builder.spawn(body)).expect("the engine always starts a thread"))
}

impl Child {
    pub(crate) fn join(self) {
        turns::step();
        call(|| self.0.join()).expect("a thread that panics never ends");
        turns::achieved();
    }
}

/// A number with the memory model of the hardware: a load may find an older one.
#[derive(Debug)]
pub(crate) struct Register(engine::sync::atomic::AtomicUsize);

impl Register {
    pub(crate) fn new() -> Self {
        Self(engine::sync::atomic::AtomicUsize::new(0))
    }

    pub(crate) fn load(&self, order: Ordering) -> usize {
        turns::step();
        call(|| self.0.load(order))
    }

    /// Always finds the newest.
    pub(crate) fn swap(&self, value: usize, order: Ordering) -> usize {
        turns::step();
        call(|| self.0.swap(value, order))
    }
}

pub(crate) fn fence(order: Ordering) {
    call(|| engine::sync::atomic::fence(order));
}

/// Notices two accesses that nothing orders.
#[derive(Debug)]
pub(crate) struct Watched(engine::cell::UnsafeCell<()>);

impl Watched {
    pub(crate) fn new() -> Self {
        Self(engine::cell::UnsafeCell::new(()))
    }

    pub(crate) fn read(&self) {
        call(|| self.0.with(|_| ()));
    }

    pub(crate) fn write(&self) {
        call(|| self.0.with_mut(|_| ()));
    }
}
