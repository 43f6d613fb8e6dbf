//! The execution that runs on this OS thread.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    Observer, Phase, ThreadId, end::Stop, fiber::Pool, memory::Memory, object::Objects, path::Path,
    seen::Seen, thread::ModelThread,
};

/// How executions are run; the same for all of one stage of the search.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) phase: Phase,
    pub(crate) release_points: bool,
    /// What the surprises may cost in all; `None` for no bound.
    pub(crate) bound: Option<u32>,
    pub(crate) pruning: bool,
    pub(crate) recording: bool,
    pub(crate) max_steps: usize,
    pub(crate) stack_size: usize,
}

/// What a model turned out to use.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uses {
    /// Memory orders weaker than `SeqCst`, fences, or cells.
    pub(crate) memory_orders: bool,
    /// Something looks whether an object is held, so the moment before a release counts.
    pub(crate) release_points: bool,
}

/// All there is to know about an execution.
pub(crate) struct Execution {
    /// Unique in the process.
    pub(crate) epoch: u64,
    pub(crate) settings: Settings,
    pub(crate) threads: Vec<ModelThread>,
    pub(crate) current: usize,
    pub(crate) objects: Objects,
    pub(crate) memory: Memory,
    /// The sum of what all threads have changed; changes that undo each other cancel.
    pub(crate) changes: u64,
    pub(crate) path: Path,
    pub(crate) seen: Seen,
    /// The state was seen before: the rest of the execution only has to come to its end.
    pub(crate) runs_out: bool,
    /// What the surprises have cost so far.
    pub(crate) cost: u32,
    pub(crate) steps: usize,
    pub(crate) switches: usize,
    /// The bound has kept it from something.
    pub(crate) was_bounded: bool,
    /// A thread that polls was kept from going on.
    pub(crate) polling: bool,
    pub(crate) uses: Uses,
    /// Why it was stopped before its end.
    pub(crate) stop: Option<Stop>,
    pub(crate) fibers: Pool,
    pub(crate) observer: Arc<dyn Observer>,
    /// Steps of the whole exploration, for those who watch.
    pub(crate) progress: Arc<AtomicU64>,
}

thread_local! {
    static NOW: RefCell<Option<Box<Execution>>> = const { RefCell::new(None) };
}

static EPOCHS: AtomicU64 = AtomicU64::new(1);

impl Execution {
    pub(crate) fn new(observer: Arc<dyn Observer>, progress: Arc<AtomicU64>) -> Self {
        Self {
            epoch: 0,
            settings: Settings::default(),
            threads: Vec::new(),
            current: 0,
            objects: Objects::default(),
            memory: Memory::default(),
            changes: 0,
            path: Path::default(),
            seen: Seen::default(),
            runs_out: false,
            cost: 0,
            steps: 0,
            switches: 0,
            was_bounded: false,
            polling: false,
            uses: Uses::default(),
            stop: None,
            fibers: Pool::default(),
            observer,
            progress,
        }
    }

    /// Forgets the execution before.
    pub(crate) fn begin(&mut self, settings: Settings, path: Path, seen: Seen) {
        self.epoch = EPOCHS.fetch_add(1, Ordering::Relaxed);
        self.settings = settings;
        self.threads.clear();
        self.current = 0;
        self.objects.clear();
        self.memory.clear();
        self.changes = 0;
        self.path = path;
        self.path.rewind();
        self.seen = seen;
        self.runs_out = false;
        self.cost = 0;
        self.steps = 0;
        self.switches = 0;
        self.was_bounded = false;
        self.polling = false;
        self.uses = Uses::default();
        self.stop = None;
    }

    pub(crate) fn thread(&mut self) -> &mut ModelThread {
        &mut self.threads[self.current]
    }

    pub(crate) fn has_memory_orders(&self) -> bool {
        self.settings.phase == Phase::MemoryOrders
    }

    pub(crate) fn current(&self) -> ThreadId {
        ThreadId::of(self.current)
    }

    /// The current thread has changed something from one fingerprint to another.
    pub(crate) fn change(&mut self, from: u64, to: u64) {
        let difference = to.wrapping_sub(from);
        self.changes = self.changes.wrapping_add(difference);
        let thread = self.thread();
        thread.changed = thread.changed.wrapping_add(difference);
    }

    /// What others than `thread` have changed; the same number again says that all is as it was.
    pub(crate) fn changes_by_others(&self, thread: usize) -> u64 {
        self.changes.wrapping_sub(self.threads[thread].changed)
    }
}

/// Puts an execution in its place on this OS thread, or takes it away.
pub(crate) fn replace(execution: Option<Box<Execution>>) -> Option<Box<Execution>> {
    NOW.replace(execution)
}

/// Uses the execution. Nothing of the model's code may run inside.
#[track_caller]
pub(crate) fn with<R>(use_it: impl FnOnce(&mut Execution) -> R) -> R {
    NOW.with_borrow_mut(|now| match now.as_deref_mut() {
        Some(execution) => use_it(execution),
        None => panic!(
            "this works only in a model: call it from the body that `Explorer::run` was given, or from a thread that \
             `explorer::spawn` started"
        ),
    })
}

/// Uses the execution, if there is one: for destructors.
pub(crate) fn try_with<R>(use_it: impl FnOnce(&mut Execution) -> R) -> Option<R> {
    NOW.try_with(|now| now.try_borrow_mut().ok()?.as_deref_mut().map(use_it))
        .ok()?
}

/// Whether the caller is part of an execution.
#[must_use]
pub fn is_active() -> bool {
    try_with(|_| ()).is_some()
}

/// Whether this is the one execution that is to be shown, and worth writing down now.
///
/// It is false in every other execution, so that the search is not slowed down by words. It also turns false
/// while threads poll in vain again and again, and true when something happens after all.
#[must_use]
pub fn is_recording() -> bool {
    try_with(|x| x.settings.recording && !x.thread().polls.is_idle()).unwrap_or(false)
}

/// Which executions are looked for at the moment.
#[must_use]
#[track_caller]
pub fn phase() -> Phase {
    with(|x| x.settings.phase)
}
