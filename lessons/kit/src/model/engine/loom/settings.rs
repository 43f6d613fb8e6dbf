//! What steers a run over loom, and what the model turns out to need.

use std::{
    cell::{Cell, RefCell},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{Watched, covered::Pass, number::Register};

/// What a model turned out to use, found while it is explored; the next run takes it into account.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// `try_lock` and its kind: a lock must be seen taken.
    pub(super) try_lock: AtomicBool,
    /// `is_finished`: the end of a thread must be seen.
    pub(super) is_finished: AtomicBool,
    /// Memory orders weaker than `SeqCst`, or checked cells.
    pub(super) orders: AtomicBool,
}

/// How one run of the search behaves; the same for all its executions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(super) pass: Pass,
    pub(super) try_lock: bool,
    pub(super) is_finished: bool,
}

/// As many atomics (or cells) of one execution can be watched for memory orders.
const POOL: usize = 24;

struct Now {
    settings: Cell<Settings>,
    uses: RefCell<Option<Arc<Uses>>>,
    registers: RefCell<Vec<Register>>,
    cells: RefCell<Vec<Watched>>,
}

thread_local! {
    static NOW: Now = const {
        Now {
            settings: Cell::new(Settings { pass: Pass::Interleavings, try_lock: false, is_finished: false }),
            uses: RefCell::new(None),
            registers: RefCell::new(Vec::new()),
            cells: RefCell::new(Vec::new()),
        }
    };
}

/// Prepares this OS thread for a run.
pub(super) fn prepare(settings: Settings, uses: Arc<Uses>) {
    NOW.with(|now| {
        now.settings.set(settings);
        *now.uses.borrow_mut() = Some(uses);
    });
}

/// An execution begins.
pub(super) fn begin() {
    if settings().pass == Pass::Interleavings {
        return;
    }
    // Made before any thread is started, so that no thread can meet one that is newer than itself:
    // an object is registered at its first use, which may come from any thread.
    NOW.with(|now| {
        let mut registers = now.registers.borrow_mut();
        registers.clear();
        registers.extend((0..POOL).map(|_| Register::new()));
        let mut cells = now.cells.borrow_mut();
        cells.clear();
        cells.extend((0..POOL).map(|_| Watched::checked()));
    });
}

pub(super) fn settings() -> Settings {
    NOW.with(|now| now.settings.get())
}

fn uses(which: impl FnOnce(&Uses) -> &AtomicBool) {
    NOW.with(|now| {
        if let Some(uses) = &*now.uses.borrow() {
            which(uses).store(true, Ordering::Relaxed);
        }
    });
}

/// The model looks whether locks are taken.
pub(crate) fn needs_releases() {
    uses(|uses| &uses.try_lock);
}

/// The model looks whether threads have ended.
pub(crate) fn needs_ends() {
    uses(|uses| &uses.is_finished);
}

/// Orders weaker than `SeqCst`, and cells, are explored in a pass of their own.
pub(super) fn uses_orders() {
    uses(|uses| &uses.orders);
}

/// Whether a release is a step of its own, that others may see or be published by.
pub(crate) fn sees_releases() -> bool {
    settings().pass == Pass::Orders || settings().try_lock
}

/// Whether the end of a thread is a step of its own.
pub(crate) fn sees_ends() -> bool {
    settings().is_finished
}

pub(super) fn register() -> Option<Register> {
    NOW.with(|now| now.registers.borrow_mut().pop())
}

pub(super) fn cell() -> Option<Watched> {
    NOW.with(|now| now.cells.borrow_mut().pop())
}
