//! One run of the engine over a model, on an OS thread of its own, watched from outside.

mod ending;
mod watch;

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

pub(crate) use ending::{engine_complained, give_up, go_on, spoil, too_many_threads};

use self::{
    ending::{complaint, install_hook, tell},
    watch::{Stopwatch, Watch},
};
use super::{
    current::{self, Settings, Uses},
    engine,
    log::{Ending, Log, Place, What},
    recorder,
};
use crate::activity;

/// The model's closure.
pub(crate) type Body = Arc<dyn Fn() + Send + Sync>;

/// What to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) settings: Settings,
    /// The engine's bound on preemptions.
    pub(crate) bound: Option<usize>,
    /// Processor time for the search; a busy machine takes nothing away.
    pub(crate) limit: Duration,
    /// Only the execution with this number counts: it is written down, and the run ends with it.
    pub(crate) only: Option<u64>,
    /// The first execution is written down.
    pub(crate) survey: bool,
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    /// How many executions were begun.
    pub(crate) executions: u64,
    pub(crate) end: End,
    /// Processor time.
    pub(crate) spent: Duration,
    /// What the first execution did.
    pub(crate) first: Log,
}

#[derive(Debug)]
pub(crate) enum End {
    /// All executions within the bound went well.
    All,
    /// As many as there was time for went well.
    OutOfTime,
    /// The one execution that counts went well.
    Passed,
    /// An execution failed.
    Failed { ending: Ending, log: Log },
    /// The engine was led to a place that does not exist: the model does not do the same each time.
    NotDeterministic,
    /// More threads than the engine has.
    TooManyThreads,
    /// A thread that the model does not know used the kit.
    Bypassed { place: Place },
    /// For long no operation of the kit.
    Hung { asleep: bool },
    /// The engine gave up in words of its own.
    Broken { message: String },
}

enum Message {
    First(Log),
    Spent(Duration),
    End(End),
}

/// Leaves the engine between two executions.
enum Leave {
    Passed,
    OutOfTime,
}

/// Executions between two looks at the clock.
const LOOK: u64 = 32;

/// Runs `body` as planned. Blocking: until the run is over; then its OS thread may be left asleep.
pub(crate) fn run(plan: Plan, uses: &Arc<Uses>, body: &Body) -> Ran {
    install_hook();
    let (tell, told) = mpsc::channel();
    let (introduce, introduced) = mpsc::sync_channel(1);
    let count = Arc::new(AtomicU64::new(0));
    let (uses, body, counter) = (Arc::clone(uses), Arc::clone(body), Arc::clone(&count));
    thread::Builder::new()
        .name("model".into())
        .spawn(move || {
            ending::listen(tell.clone());
            current::prepare(plan.settings, uses);
            let _ = introduce.send(activity::own_thread_id());
            let stopwatch = Stopwatch::start(plan.limit);
            let explored = panic::catch_unwind(AssertUnwindSafe(|| {
                engine::explore(plan.bound, move || {
                    let number = counter.fetch_add(1, Ordering::Relaxed) + 1;
                    if plan.only.is_some_and(|only| number > only) {
                        panic::resume_unwind(Box::new(Leave::Passed));
                    }
                    if number.is_multiple_of(LOOK) && stopwatch.is_over() {
                        panic::resume_unwind(Box::new(Leave::OutOfTime));
                    }
                    execution(&plan, number, &body);
                });
            }));
            let end = match explored {
                Ok(()) => End::All,
                Err(payload) => match payload.downcast_ref() {
                    Some(Leave::Passed) => End::Passed,
                    Some(Leave::OutOfTime) => End::OutOfTime,
                    None => complaint(),
                },
            };
            let _ = tell.send(Message::Spent(stopwatch.spent()));
            current::leave();
            let _ = tell.send(Message::End(end));
        })
        .expect("an OS thread for the model");
    let os_thread = introduced.recv().ok().flatten();
    let mut watch = Watch::new(os_thread);
    let (mut first, mut spent) = (Log::default(), Duration::ZERO);
    let end = loop {
        match told.recv_timeout(Duration::from_millis(20)) {
            Ok(Message::First(log)) => first = log,
            Ok(Message::Spent(time)) => spent = time,
            Ok(Message::End(end)) => break end,
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                break End::Broken {
                    message: "the model's thread ended without a word".into(),
                };
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                if let Some(place) = current::bypass() {
                    break End::Bypassed {
                        place: place.into(),
                    };
                }
                if let Some(asleep) = watch.hangs() {
                    break End::Hung { asleep };
                }
            }
        }
    };
    // The one that was left before it did anything does not count.
    let left = u64::from(matches!(end, End::OutOfTime | End::Passed));
    Ran {
        executions: count.load(Ordering::Relaxed) - left,
        end,
        spent,
        first,
    }
}

/// One execution of the model, on its first thread.
fn execution(plan: &Plan, number: u64, body: &Body) {
    current::begin();
    let survey = plan.survey && number == 1;
    recorder::begin(survey || plan.only == Some(number));
    ending::begin();
    if panic::catch_unwind(AssertUnwindSafe(|| body())).is_err() {
        give_up();
    }
    recorder::event(|| What::End).log();
    if survey {
        tell(Message::First(recorder::log()));
    }
    current::end();
}
