//! The search through a model's executions, and what comes of it.

use std::{
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use explorer::{Ending as Theirs, Exploration, Explorer, Phase, Run, Schedule, ThreadId};

use super::{
    counts,
    covered::{covered, with_left_out, without_counts},
    observer::Observer,
    place,
};
use crate::{
    activity,
    model::{
        conditions::{Body, Conditions},
        current,
        ending::{self, End, Refusal},
        log::{Ending, Failure, Log, What},
        recorder, report,
        verdict::Verdict,
        watch::Watch,
    },
};

/// The name of a schedule looks like this.
const EXAMPLE: &str = "i:.7.1002";

/// How often the one who waits looks whether the model gets on.
const LOOK: Duration = Duration::from_millis(20);

/// What the executions tell to the one who waits.
#[derive(Default)]
pub(super) struct Told {
    /// What the first execution did.
    first: Mutex<Option<Log>>,
    /// The first execution has begun.
    begun: AtomicBool,
    /// The OS thread that runs the executions; 0 where that is not known.
    os_thread: AtomicU32,
    /// Memory orders are explored.
    orders: AtomicBool,
    /// The end of the last execution that was written down.
    last: Mutex<Option<End>>,
    /// An execution came to an end that says something.
    judged: AtomicBool,
    /// An execution came to where nobody knows how it goes on.
    left_out: AtomicBool,
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
            let end = end.or_else(ending::unknown_panic);
            let end = end.unwrap_or_else(|| End::Failed {
                ending: Ending::Deadlock, // whatever it is, the explorer says
                log: recorder::log(),
            });
            *lock(&self.last) = Some(end);
        }
        current::leave();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Explores a model.
pub(crate) fn search(conditions: &Conditions) -> Verdict {
    let start = |explorer: &Explorer, observer, body| explorer.start(observer, body);
    // Two executions in which different counts were read may look the same.
    let model = conditions.here.file();
    let mut reading = counts::Reading::of(model);
    let counts = reading.finds_looks_in_the_module(model);
    let explorer = Explorer::new().budget(conditions.budget);
    let mut explored = explore(conditions, &explorer.clone().pruning(!counts), start);
    if !matches!(explored.verdict, Verdict::Proven(_) | Verdict::Bounded(_)) {
        return explored.verdict; // what it found is there
    }
    let Some(first) = explored.first.take() else {
        return explored.verdict;
    };
    if let Some(refusal) = conditions.shares_nothing(&first) {
        return Verdict::Refused(refusal);
    }
    if !counts && !reading.finds_looks_on_the_way(&first) {
        return explored.verdict;
    }
    if !counts {
        let left = conditions.budget.saturating_sub(explored.spent);
        let explorer = explorer.budget(left).pruning(false);
        explored = explore(conditions, &explorer, start);
    }
    match explored.verdict {
        Verdict::Proven(covered) | Verdict::Bounded(covered) => without_counts(covered).verdict(),
        found => found,
    }
}

/// Runs the one execution that an earlier check named so.
pub(crate) fn replay(conditions: &Conditions, name: &str) -> Verdict {
    let Ok(schedule) = name.parse::<Schedule>() else {
        return Verdict::Refused(report::no_schedule(name, EXAMPLE));
    };
    let replay =
        |explorer: &Explorer, observer, body| explorer.start_replay(&schedule, observer, body);
    explore(conditions, &Explorer::new(), replay).verdict
}

type Closure = Box<dyn Fn() + Send + Sync>;

/// What came of an exploration.
struct Explored {
    verdict: Verdict,
    /// What the first execution did, if it came to its end.
    first: Option<Log>,
    /// The processor time that it took.
    spent: Duration,
}

fn explore(
    conditions: &Conditions,
    explorer: &Explorer,
    start: impl FnOnce(&Explorer, Observer, Closure) -> Run,
) -> Explored {
    ending::install_hook();
    let told = Arc::new(Told::default());
    let explorer = explorer.clone().stack_size(place::STACK);
    let body: Closure = Box::new({
        let (told, body) = (Arc::clone(&told), Arc::clone(&conditions.body));
        let time_passes = conditions.time_passes;
        move || execution(&told, &body, time_passes)
    });
    let run = start(&explorer, Observer(Arc::clone(&told)), body);
    let mut watch = Watch::new(None);
    let exploration = loop {
        if let Some(exploration) = run.wait_for(LOOK) {
            break exploration;
        }
        // It moves from one OS thread to another after a panic that was left in the middle.
        match told.os_thread.load(Ordering::Relaxed) {
            0 => {}
            os_thread => watch.follow(os_thread),
        }
        if let Some(refusal) = watch.look() {
            return Explored {
                verdict: Verdict::Refused(report::refusal(&refusal)),
                first: None,
                spent: Duration::ZERO,
            };
        }
    };
    let first = lock(&told.first).take();
    let last = lock(&told.last).take();
    let verdict = match verdict(exploration, last, told.orders.load(Ordering::Relaxed)) {
        Verdict::Bounded(covered) if told.left_out.load(Ordering::Relaxed) => {
            if told.judged.load(Ordering::Relaxed) {
                Verdict::Bounded(with_left_out(covered))
            } else {
                Verdict::Refused(report::refusal(&Refusal::WaitsInPanic))
            }
        }
        verdict => verdict,
    };
    Explored {
        verdict,
        first,
        spent: run.spent(),
    }
}

/// One execution of the model, on its first thread.
fn execution(told: &Told, body: &Body, time_passes: bool) {
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

fn verdict(exploration: Exploration, last: Option<End>, has_orders: bool) -> Verdict {
    let refused = |refusal| Verdict::Refused(report::refusal(&refusal));
    match exploration {
        Exploration::Proven { .. } | Exploration::Bounded { .. } => {
            covered(&exploration, has_orders).verdict()
        }
        Exploration::Failed(failure) => {
            let (ending, log) = match last {
                Some(End::Failed { ending, log }) => (ending, log),
                _ => (Ending::Deadlock, Log::default()),
            };
            let ending = ending_of(&failure.ending).unwrap_or(ending);
            Verdict::Failed {
                replay: failure.schedule.to_string(),
                failure: Failure {
                    ending,
                    log,
                    interleaving: failure.phase == Phase::Interleavings,
                    bound: failure.bound.map(|bound| bound as usize),
                    execution: failure.executions,
                },
            }
        }
        Exploration::Refused(explorer::Refusal::TooManyThreads) => refused(Refusal::TooManyThreads),
        Exploration::Refused(theirs) => match last {
            Some(End::Refused(refusal)) => refused(refusal),
            _ => refused(Refusal::Broken {
                message: theirs.to_string(),
            }),
        },
        Exploration::NotDeterministic(difference) => {
            refused(Refusal::NotDeterministic(Some(difference.to_string())))
        }
        Exploration::Stale(_) => Verdict::Stale,
    }
}

/// How the explorer says that it ended; `None` if it was the kit that said so.
fn ending_of(theirs: &Theirs) -> Option<Ending> {
    match theirs {
        Theirs::Livelock { polling, .. } => Some(Ending::Spin {
            thread: polling.first()?.index(),
        }),
        Theirs::TooManySteps { thread, steps } => Some(Ending::NoEnd {
            thread: thread.index(),
            steps: *steps,
        }),
        Theirs::DataRace { first, second } => Some(Ending::DataRace {
            message: theirs.to_string(),
            accesses: Some((first.tag as usize, second.tag as usize)),
        }),
        Theirs::StackOverflow { thread } => Some(Ending::StackOverflow {
            thread: Some(thread.index()),
        }),
        _ => None,
    }
}
