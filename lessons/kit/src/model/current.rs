//! The execution that runs on this OS thread, and which of its threads has its turn.
//!
//! The engine runs all threads of a model on one OS thread, so plain thread-locals tell everything.

use std::{
    cell::{Cell, RefCell},
    panic::Location,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use super::{engine, memory, turns};

/// What a model turned out to use, found while it is explored; the next run takes it into account.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// `try_lock` and its kind: a lock must be seen taken.
    pub(crate) try_lock: AtomicBool,
    /// `is_finished`: the end of a thread must be seen.
    pub(crate) is_finished: AtomicBool,
    /// Memory orders weaker than `SeqCst`, or checked cells.
    pub(crate) orders: AtomicBool,
}

/// Which executions are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Plain interleavings: every load finds the newest value.
    Interleavings,
    /// What the memory orders allow besides: old values, cells that nothing orders.
    Orders,
}

/// How one run of the search behaves; the same for all its executions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) pass: Pass,
    pub(crate) try_lock: bool,
    pub(crate) is_finished: bool,
    /// Timed waits end when nothing else can run; else time stands still.
    pub(crate) time_passes: bool,
}

/// The engine's objects that must be older than every thread; see [`Now::registers`].
pub(crate) struct Pool<T> {
    free: Vec<T>,
}

/// As many atomics (or cells) of one execution can be watched for memory orders.
const POOL: usize = 24;

struct Now {
    /// 0 outside of an execution; unique in the process.
    epoch: Cell<u64>,
    thread: Cell<usize>,
    started: Cell<usize>,
    in_engine: Cell<bool>,
    settings: Cell<Settings>,
    uses: RefCell<Option<Arc<Uses>>>,
    registers: RefCell<Pool<engine::Register>>,
    cells: RefCell<Pool<engine::Watched>>,
}

thread_local! {
    static NOW: Now = const {
        Now {
            epoch: Cell::new(0),
            thread: Cell::new(0),
            started: Cell::new(1),
            in_engine: Cell::new(false),
            settings: Cell::new(Settings { pass: Pass::Interleavings, try_lock: false, is_finished: false, time_passes: true }),
            uses: RefCell::new(None),
            registers: RefCell::new(Pool { free: Vec::new() }),
            cells: RefCell::new(Pool { free: Vec::new() }),
        }
    };
}

static EPOCHS: AtomicU64 = AtomicU64::new(1);
/// Operations of all models of this process; stands still when a model does.
static PROGRESS: AtomicU64 = AtomicU64::new(0);
/// A thread that the model does not know used the kit: where.
static BYPASS: Mutex<Option<&'static Location<'static>>> = Mutex::new(None);
/// A model is being explored.
static EXPLORING: AtomicBool = AtomicBool::new(false);

/// Prepares this OS thread for a run.
pub(crate) fn prepare(settings: Settings, uses: Arc<Uses>) {
    NOW.with(|now| {
        now.settings.set(settings);
        *now.uses.borrow_mut() = Some(uses);
    });
}

/// Begins an execution; called by its first thread.
pub(crate) fn begin() {
    let epoch = EPOCHS.fetch_add(1, Ordering::Relaxed);
    NOW.with(|now| {
        now.epoch.set(epoch);
        now.thread.set(0);
        now.started.set(1);
        now.in_engine.set(false);
        if now.settings.get().pass == Pass::Orders {
            // Made before any thread is started, so that no thread can meet one that is newer than itself:
            // an object is registered at its first use, which may come from any thread.
            let mut registers = now.registers.borrow_mut();
            registers.free.clear();
            registers
                .free
                .extend((0..POOL).map(|_| engine::Register::new()));
            let mut cells = now.cells.borrow_mut();
            cells.free.clear();
            cells.free.extend((0..POOL).map(|_| engine::Watched::new()));
        }
    });
    count();
    turns::begin();
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
        turns::switched();
    }
}

/// A number for a thread that is about to be started; `None` if there are too many.
pub(crate) fn next_thread() -> Option<usize> {
    NOW.with(|now| {
        let next = now.started.get();
        (next < engine::THREADS).then(|| now.started.replace(next + 1))
    })
}

pub(crate) fn in_engine() -> bool {
    NOW.with(|now| now.in_engine.get())
}

pub(crate) fn set_in_engine(inside: bool) {
    NOW.with(|now| now.in_engine.set(inside));
    memory::is_the_models(!inside);
}

pub(crate) fn settings() -> Settings {
    NOW.with(|now| now.settings.get())
}

pub(crate) fn uses(which: impl FnOnce(&Uses) -> &AtomicBool) {
    NOW.with(|now| {
        if let Some(uses) = &*now.uses.borrow() {
            which(uses).store(true, Ordering::Relaxed);
        }
    });
}

pub(crate) fn register() -> Option<engine::Register> {
    NOW.with(|now| now.registers.borrow_mut().free.pop())
}

pub(crate) fn cell() -> Option<engine::Watched> {
    NOW.with(|now| now.cells.borrow_mut().free.pop())
}
