//! One execution of a model, and what it tells to the one who waits for its end.

use std::{
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use explorer::{Phase, ThreadId};

use super::place;
use crate::{
    activity,
    model::{
        conditions::Body,
        current,
        ending::{self, End, Refusal, panics},
        log::{Ending, Log, What},
        recorder, report,
    },
};

/// What the executions tell to the one who waits.
#[derive(Default)]
pub(super) struct Told {
    /// What the first execution did.
    pub(super) first: Mutex<Option<Log>>,
    /// The first execution has begun.
    begun: AtomicBool,
    /// The OS thread that runs the executions; 0 where that is not known.
    pub(super) os_thread: AtomicU32,
    /// Memory orders are explored.
    pub(super) orders: AtomicBool,
    /// The end of the last execution that was written down.
    pub(super) last: Mutex<Option<End>>,
    /// An execution came to an end that says something.
    pub(super) judged: AtomicBool,
    /// An execution came to where nobody knows how it goes on.
    pub(super) left_out: AtomicBool,
}

thread_local! {
    /// The search knows of this OS thread.
    static KNOWN: Cell<bool> = const { Cell::new(false) };
    /// This is the first execution of all.
    static FIRST: Cell<bool> = const { Cell::new(false) };
    /// How this execution ends, if the kit says so.
    static END: RefCell<Option<End>> = const { RefCell::new(None) };
}

/// Whether this is the first execution of all: it shows what the model uses.
pub(super) fn is_first() -> bool {
    FIRST.get()
}

/// Ends this execution; its threads stay where they are.
pub(crate) fn fail(end: End) -> ! {
    current::set_in_engine(true);
    match end {
        End::Failed { ref ending, .. } => {
            let words = report::words(ending);
            END.set(Some(end));
            explorer::fail(words)
        }
        End::Refused(ref refusal) => {
            let words = report::refusal(refusal);
            END.set(Some(end));
            explorer::refuse(words)
        }
        End::LeftOut => {
            END.set(Some(end));
            explorer::leave_out()
        }
    }
}

/// The explorer panics with these words: a mistake of its own.
pub(crate) fn complained(message: &str) {
    let message = message.into();
    fail(End::Refused(Refusal::Broken { message }))
}

impl Told {
    /// An execution begins.
    pub(super) fn begins(&self) {
        if !KNOWN.replace(true) {
            let id = activity::own_thread_id().unwrap_or_default();
            self.os_thread.store(id, Ordering::Relaxed);
        }
        if explorer::phase() == Phase::MemoryOrders {
            self.orders.store(true, Ordering::Relaxed);
        }
    }

    /// An execution is over.
    pub(super) fn ends(&self, failed: bool) {
        let end = END.take();
        let is_left_out = matches!(end, Some(End::LeftOut));
        let told = if is_left_out {
            &self.left_out
        } else {
            &self.judged
        };
        told.store(true, Ordering::Relaxed);
        let writes = recorder::on();
        if failed && !is_left_out && (writes || matches!(end, Some(End::Refused(_)))) {
            let end = end.or_else(panics::unknown);
            let end = end.unwrap_or_else(|| End::Failed {
                ending: Ending::Deadlock, // whatever it is, the explorer says
                log: recorder::log(),
            });
            *lock(&self.last) = Some(end);
        }
        current::leave();
    }
}

/// One execution of the model, on its first thread.
pub(super) fn execution(told: &Told, body: &Body, time_passes: bool) {
    let is_first = !told.begun.swap(true, Ordering::Relaxed);
    FIRST.set(is_first);
    END.set(None);
    place::begins(ThreadId::FIRST);
    current::begin(time_passes);
    ending::begin();
    recorder::begin(is_first || explorer::is_recording());
    if panic::catch_unwind(AssertUnwindSafe(|| body())).is_err() {
        ending::give_up();
    }
    if let Some(end) = ending::over() {
        fail(end);
    }
    recorder::event(|| What::End).log();
    if is_first {
        *lock(&told.first) = Some(recorder::log());
    }
    current::end();
}

/// Poisoned or not.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
