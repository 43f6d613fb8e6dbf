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

use super::{engine, memory, recorder::At, run};

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
    /// Operations that came to something; a sleeper sees by it whether anybody else gets on.
    achieved: Cell<u64>,
    /// Operations since another thread had its turn.
    in_a_row: Cell<u32>,
    /// For each thread, what it looked at last, and how often in a row.
    looks: [Cell<Look>; engine::THREADS],
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
            achieved: Cell::new(0),
            in_a_row: Cell::new(0),
            looks: [const { Cell::new(Look::NONE) }; engine::THREADS],
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
        now.achieved.set(0);
        now.in_a_row.set(0);
        now.looks.iter().for_each(|look| look.set(Look::NONE));
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
    PROGRESS.fetch_add(1, Ordering::Relaxed);
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

pub(crate) fn progress() -> u64 {
    PROGRESS.load(Ordering::Relaxed)
}

pub(crate) fn thread() -> usize {
    NOW.with(|now| now.thread.get())
}

/// Thread `thread` has its turn again.
pub(crate) fn resume(thread: usize) {
    NOW.with(|now| {
        if now.thread.replace(thread) != thread {
            now.in_a_row.set(0);
        }
    });
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

/// An operation of the current thread begins. One that goes on and on alone lets the others run now
/// and then, or `while !done.load() {}` would be an endless execution that no machine shows.
pub(crate) fn step() {
    let tired = NOW.with(|now| {
        let in_a_row = now.in_a_row.get() + 1;
        now.in_a_row.set(in_a_row);
        in_a_row.is_multiple_of(64)
    });
    PROGRESS.fetch_add(1, Ordering::Relaxed);
    run::go_on();
    if tired {
        engine::yield_now();
    }
}

/// The operation has taken place.
pub(crate) fn achieved() {
    NOW.with(|now| now.achieved.set(now.achieved.get() + 1));
}

/// The operation that has just been counted came to nothing.
pub(crate) fn in_vain() {
    NOW.with(|now| now.achieved.set(now.achieved.get().saturating_sub(1)));
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
pub(crate) fn looked(object: usize, at: At, found: u64) {
    NOW.with(|now| {
        let look = &now.looks[now.thread.get()];
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
pub(crate) fn before_look(object: usize, at: At) {
    let polls = NOW.with(|now| {
        let look = now.looks[now.thread.get()].get();
        look.times >= 2 && (look.object, look.place) == (object, address(at))
    });
    if polls && !thread::panicking() {
        engine::yield_now();
    }
}

fn address(at: At) -> usize {
    let at: *const Location<'static> = at;
    at.addr()
}

/// Waits until `woken` or until nothing else gets on, as if time passed only then. Tells whether it was woken.
pub(crate) fn doze(woken: &Cell<bool>) -> bool {
    /// A thread that comes back from a yield gets as far as its next operation, so one round proves nothing.
    const IDLE_ROUNDS: u32 = 3;
    /// Others may poll in ways that look like progress. A time limit may be reached at any moment anyway.
    const ROUNDS: u32 = 20;
    let achieved = || NOW.with(|now| now.achieved.get());
    let mut idle = 0;
    for _ in 0..ROUNDS {
        if woken.get() {
            return true;
        }
        let before = achieved();
        engine::yield_now();
        idle = if achieved() == before { idle + 1 } else { 0 };
        if idle == IDLE_ROUNDS {
            break;
        }
    }
    woken.get()
}
