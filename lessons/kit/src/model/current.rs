//! The execution that runs on this OS thread, and which of its threads has its turn.
//!
//! The engine runs all threads of a model on one OS thread, so plain thread-locals tell everything.

use std::{
    cell::Cell,
    panic::Location,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
};

use super::{engine, memory};

struct Now {
    /// 0 outside of an execution; unique in the process.
    epoch: Cell<u64>,
    thread: Cell<usize>,
    started: Cell<usize>,
    in_engine: Cell<bool>,
    time_passes: Cell<bool>,
    /// A bit for each thread whose time limits are never reached any more.
    stopped_clocks: Cell<usize>,
}

thread_local! {
    static NOW: Now = const {
        Now {
            epoch: Cell::new(0),
            thread: Cell::new(0),
            started: Cell::new(1),
            in_engine: Cell::new(false),
            time_passes: Cell::new(true),
            stopped_clocks: Cell::new(0),
        }
    };
}

static EPOCHS: AtomicU64 = AtomicU64::new(1);
/// Operations of all models of this process; stands still when a model does.
static PROGRESS: AtomicU64 = AtomicU64::new(0);
/// A thread that the model does not know used the kit: where.
static BYPASS: Mutex<Option<&'static Location<'static>>> = Mutex::new(None);
/// Threads that an execution of this exploration started, at most.
static STARTED: AtomicUsize = AtomicUsize::new(0);
/// A model is being explored.
static EXPLORING: AtomicBool = AtomicBool::new(false);

/// Begins an execution; called by its first thread.
pub(crate) fn begin(time_passes: bool) {
    let epoch = EPOCHS.fetch_add(1, Ordering::Relaxed);
    NOW.with(|now| {
        now.epoch.set(epoch);
        now.thread.set(0);
        now.started.set(1);
        now.in_engine.set(false);
        now.time_passes.set(time_passes);
        now.stopped_clocks.set(0);
    });
    count();
    memory::begin();
    memory::is_the_models(true);
}

/// The first thread ends.
pub(crate) fn end() {
    set_in_engine(true); // what is left of it is the engine's business
}

/// The run on this OS thread is over.
pub(crate) fn leave() {
    NOW.with(|now| now.epoch.set(0));
    memory::leave();
}

pub(crate) fn is_active() -> bool {
    NOW.with(|now| now.epoch.get() != 0)
}

/// The number of this execution; refuses threads that the model does not know.
#[track_caller]
pub(crate) fn epoch() -> u64 {
    let epoch = NOW.with(|now| now.epoch.get());
    if epoch == 0 {
        outside(Location::caller());
    }
    epoch
}

fn outside(place: &'static Location<'static>) -> ! {
    if !is_exploring() {
        panic!(
            "something of kit::sync or kit::thread is used outside of kit::model(…), at {place}"
        );
    }
    *BYPASS.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    loop {
        thread::park(); // the search is told, and ends; this thread has nothing to go back to
    }
}

pub(crate) fn set_exploring(exploring: bool) {
    EXPLORING.store(exploring, Ordering::Relaxed);
    if exploring {
        STARTED.store(0, Ordering::Relaxed);
    }
    *BYPASS.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

pub(crate) fn is_exploring() -> bool {
    EXPLORING.load(Ordering::Relaxed)
}

pub(crate) fn bypass() -> Option<&'static Location<'static>> {
    *BYPASS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One more operation.
pub(crate) fn count() {
    PROGRESS.fetch_add(1, Ordering::Relaxed);
}

/// Operations of all models of this process so far.
pub(crate) fn progress() -> u64 {
    PROGRESS.load(Ordering::Relaxed)
}

pub(crate) fn thread() -> usize {
    NOW.with(|now| now.thread.get())
}

/// Thread `thread` has its turn again.
pub(crate) fn resume(thread: usize) {
    if NOW.with(|now| now.thread.replace(thread)) != thread {
        engine::switched();
    }
}

/// A number for a thread that is about to be started; `None` if there are too many.
pub(crate) fn next_thread() -> Option<usize> {
    NOW.with(|now| {
        let next = now.started.get();
        STARTED.fetch_max(next, Ordering::Relaxed);
        (next < engine::THREADS).then(|| now.started.replace(next + 1))
    })
}

/// How many threads an execution of this exploration started at most, the one that runs the test apart.
pub(crate) fn most_started() -> usize {
    STARTED.load(Ordering::Relaxed)
}

pub(crate) fn in_engine() -> bool {
    NOW.with(|now| now.in_engine.get())
}

pub(crate) fn set_in_engine(inside: bool) {
    NOW.with(|now| now.in_engine.set(inside));
    memory::is_the_models(!inside);
}

/// Timed waits of this thread end at some moment; else time stands still.
pub(crate) fn time_passes() -> bool {
    NOW.with(|now| now.time_passes.get() && now.stopped_clocks.get() & own_bit(now) == 0)
}

/// From now on no time limit of this thread is ever reached.
///
/// Of this thread alone: what a thread may do next must follow from what it has done itself, else two executions could
/// be taken for the same.
pub(crate) fn stop_the_clock() {
    NOW.with(|now| {
        now.stopped_clocks
            .set(now.stopped_clocks.get() | own_bit(now))
    });
}

fn own_bit(now: &Now) -> usize {
    1 << now.thread.get()
}
