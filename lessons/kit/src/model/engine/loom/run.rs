//! One run of loom over a model, on an OS thread of its own, watched from outside.
//!
//! An OS thread with an execution that failed tells what happened and sleeps for ever.

use std::{
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use super::{
    Complaint,
    settings::{self, Settings, Uses},
    stopwatch::Stopwatch,
    turns,
};
use crate::{
    activity,
    model::{
        conditions::Body,
        current,
        ending::{self, End as Ended, Refusal},
        log::{Ending, Log, What},
        recorder,
        watch::Watch,
    },
};

/// What to run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) settings: Settings,
    /// Timed waits end when nothing else can run; else time stands still.
    pub(super) time_passes: bool,
    /// The engine's bound on preemptions.
    pub(super) bound: Option<usize>,
    /// Processor time for the search; a busy machine takes nothing away.
    pub(super) limit: Duration,
    /// Only the execution with this number counts: it is written down, and the run ends with it.
    pub(super) only: Option<u64>,
    /// The first execution is written down.
    pub(super) survey: bool,
}

/// What came of a run.
#[derive(Debug)]
pub(super) struct Ran {
    /// How many executions were begun.
    pub(super) executions: u64,
    pub(super) end: End,
    /// Processor time.
    pub(super) spent: Duration,
    /// What the first execution did.
    pub(super) first: Log,
}

#[derive(Debug)]
pub(super) enum End {
    /// All executions within the bound went well.
    All,
    /// As many as there was time for went well.
    OutOfTime,
    /// The one execution that counts went well.
    Passed,
    /// An execution did not go well.
    Ended(Ended),
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

thread_local! {
    static TELL: RefCell<Option<mpsc::Sender<Message>>> = const { RefCell::new(None) };
    static SPOILT: Cell<bool> = const { Cell::new(false) };
    static COMPLAINT: RefCell<Option<(String, Log)>> = const { RefCell::new(None) };
}

fn tell(message: Message) {
    TELL.with_borrow(|tell| {
        if let Some(tell) = tell {
            let _ = tell.send(message);
        }
    });
}

/// Ends the run with this execution; its threads stay where they are.
pub(crate) fn fail(end: Ended) -> ! {
    tell(Message::End(End::Ended(end)));
    loop {
        thread::park();
    }
}

/// loom panics with these words: see [`ended_by_complaint`] for what comes of it.
pub(crate) fn complained(message: &str) {
    COMPLAINT.set(Some((message.into(), recorder::log())));
}

/// loom has complained inside an operation. Its threads cannot be unwound, so here the execution stays.
pub(super) fn ended_by_complaint() -> ! {
    fail(complaint())
}

/// A panic left a lock behind that nobody can take any more: a deadlock after it is only its consequence.
pub(super) fn spoil() {
    SPOILT.set(true);
}

/// The end of a run that loom did not bring to its own end.
fn complaint() -> Ended {
    let Some((message, log)) = COMPLAINT.take() else {
        // loom passes on one other thing only: that a thread ran over the end of its stack.
        let ending = Ending::StackOverflow {
            thread: Some(current::thread()),
        };
        return Ended::Failed {
            ending,
            log: recorder::log(),
        };
    };
    let ending = match Complaint::of(&message) {
        Complaint::Deadlock => match SPOILT.get().then(ending::panics::last).flatten() {
            Some(panic) => return panic,
            None => Ending::Deadlock,
        },
        Complaint::Endless => Ending::Spin {
            thread: current::thread(),
        },
        Complaint::DataRace => Ending::DataRace {
            message,
            accesses: None,
        },
        Complaint::NotDeterministic => return Ended::Refused(Refusal::NotDeterministic(None)),
        Complaint::Other => return Ended::Refused(Refusal::Broken { message }),
    };
    Ended::Failed { ending, log }
}

/// Runs `body` as planned. Blocking: until the run is over; then its OS thread may be left asleep.
pub(super) fn run(plan: Plan, uses: &Arc<Uses>, body: &Body) -> Ran {
    ending::install_hook();
    let (tell, told) = mpsc::channel();
    let (introduce, introduced) = mpsc::sync_channel(1);
    let count = Arc::new(AtomicU64::new(0));
    let (uses, body, counter) = (Arc::clone(uses), Arc::clone(body), Arc::clone(&count));
    thread::Builder::new()
        .name("model".into())
        .spawn(move || {
            TELL.set(Some(tell.clone()));
            settings::prepare(plan.settings, uses);
            let _ = introduce.send(activity::own_thread_id());
            let stopwatch = Stopwatch::start(plan.limit);
            let explored = panic::catch_unwind(AssertUnwindSafe(|| {
                super::explore(plan.bound, move || {
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
                    None => End::Ended(complaint()),
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
                let message = "the model's thread ended without a word".into();
                break End::Ended(Ended::Refused(Refusal::Broken { message }));
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                if let Some(refusal) = watch.look() {
                    break End::Ended(Ended::Refused(refusal));
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
    settings::begin();
    current::begin(plan.time_passes);
    turns::begin();
    let survey = plan.survey && number == 1;
    recorder::begin(survey || plan.only == Some(number));
    ending::begin();
    SPOILT.set(false);
    if panic::catch_unwind(AssertUnwindSafe(|| body())).is_err() {
        ending::give_up();
    }
    recorder::event(|| What::End).log();
    if survey {
        tell(Message::First(recorder::log()));
    }
    current::end();
}
