//! One run of the engine over a model, on an OS thread of its own, watched from outside.
//!
//! A failing execution is never unwound: its other threads hold guards and handles whose destructors would call
//! an engine that has no execution any more, and a second panic would end the process. So the OS thread tells
//! what happened and sleeps for ever. What a run leaves behind ends with the process.

use std::{
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::{
        Arc, Once,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    closer,
    current::{self, Settings, Uses},
    engine::{self, Complaint},
    log::{Ending, Log, Place, What},
    recorder,
};
use crate::{
    activity::{self, Activity},
    case,
    probe::Probe,
};

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
struct OutOfTime;

/// A panic that has begun and may still be caught by the learner.
struct Panic {
    thread: usize,
    message: String,
    place: Option<Place>,
    log: Log,
}

thread_local! {
    static TELL: RefCell<Option<mpsc::Sender<Message>>> = const { RefCell::new(None) };
    static PANIC: RefCell<Option<Panic>> = const { RefCell::new(None) };
    static UNWINDS: Cell<bool> = const { Cell::new(false) };
    static SPOILT: Cell<bool> = const { Cell::new(false) };
    static COMPLAINT: RefCell<Option<(String, Log)>> = const { RefCell::new(None) };
}

/// No operation of the kit for so long: the model waits for something that the engine does not know.
const STILL: Duration = Duration::from_millis(1_200);

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
            TELL.set(Some(tell.clone()));
            current::prepare(plan.settings, uses);
            let _ = introduce.send(activity::own_thread_id());
            let stopwatch = Stopwatch::start(plan.limit);
            let explored = panic::catch_unwind(AssertUnwindSafe(|| {
                engine::explore(plan.bound, move || {
                    let number = counter.fetch_add(1, Ordering::Relaxed) + 1;
                    if number.is_multiple_of(32) && stopwatch.is_over() {
                        panic::resume_unwind(Box::new(OutOfTime));
                    }
                    execution(&plan, number, &body);
                });
            }));
            let end = match explored {
                Ok(()) => End::All,
                Err(payload) if payload.is::<OutOfTime>() => End::OutOfTime,
                Err(_) => complaint(),
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
    Ran {
        executions: count.load(Ordering::Relaxed),
        end,
        spent,
        first,
    }
}

/// One execution of the model, on its first thread.
fn execution(plan: &Plan, number: u64, body: &Body) {
    let counts = plan.only.is_none_or(|only| only == number);
    if plan.only.is_some_and(|only| number > only) {
        tell(Message::End(End::Passed));
        sleep_for_ever();
    }
    current::begin();
    recorder::begin(plan.only.map_or(number == 1, |_| counts));
    UNWINDS.set(false);
    SPOILT.set(false);
    if panic::catch_unwind(AssertUnwindSafe(|| body())).is_err() {
        give_up();
    }
    recorder::event(|| What::End).log();
    if plan.only.is_none() && number == 1 {
        tell(Message::First(recorder::log()));
    }
    current::end();
}

fn tell(message: Message) {
    TELL.with_borrow(|tell| {
        if let Some(tell) = tell {
            let _ = tell.send(message);
        }
    });
}

fn sleep_for_ever() -> ! {
    loop {
        thread::park();
    }
}

/// More threads than the engine can run.
pub(crate) fn too_many_threads() -> ! {
    tell(Message::End(End::TooManyThreads));
    sleep_for_ever()
}

/// A panic has come as far as the model lets it come: it is what made this execution fail.
pub(crate) fn give_up() -> ! {
    let end = PANIC.take().map_or_else(
        || End::Failed {
            ending: Ending::Panic {
                thread: current::thread(),
                message: "a panic was passed on with `resume_unwind`".into(),
                place: None,
            },
            log: recorder::log(),
        },
        Panic::end,
    );
    tell(Message::End(end));
    sleep_for_ever()
}

impl Panic {
    fn end(self) -> End {
        let ending = Ending::Panic {
            thread: self.thread,
            message: self.message,
            place: self.place,
        };
        End::Failed {
            ending,
            log: self.log,
        }
    }
}

/// An operation begins that is not part of unwinding: a panic before it was caught by the learner.
pub(crate) fn go_on() {
    if UNWINDS.get() && !thread::panicking() {
        UNWINDS.set(false);
    }
}

/// A panic left a lock behind that nobody can take any more: a deadlock after it is only its consequence.
pub(crate) fn spoil() {
    SPOILT.set(true);
}

fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if current::is_active() {
                panicked(info);
            } else {
                previous(info);
            }
        }));
    });
}

/// A hook must come back, or the test harness could not take it away at its end; so panics of the engine are
/// only noted here, and told where they are caught.
fn panicked(info: &PanicHookInfo<'_>) {
    let message = case::text(info);
    if current::in_engine() {
        COMPLAINT.set(Some((message.into(), recorder::log())));
        return;
    }
    if UNWINDS.replace(true) {
        let first = PANIC.take().map_or_else(String::new, |first| first.message);
        let ending = Ending::DoublePanic {
            thread: current::thread(),
            first,
            second: message.into(),
        };
        tell(Message::End(End::Failed {
            ending,
            log: recorder::log(),
        }));
        // To come back from here would end the process: the second panic must not go on.
        closer::start();
        sleep_for_ever();
    }
    PANIC.set(Some(Panic {
        thread: current::thread(),
        message: message.into(),
        place: info.location().map(|at| Place {
            // The hook's location lives as long as the program: it is a constant of the panicking line.
            file: leak(at.file()),
            line: at.line(),
            column: at.column(),
        }),
        log: recorder::log(),
    }));
}

/// The end of a run that the engine did not bring to its own end.
fn complaint() -> End {
    let Some((message, log)) = COMPLAINT.take() else {
        // The engine passes on one other thing only: that a thread ran over the end of its stack.
        let ending = Ending::StackOverflow {
            thread: Some(current::thread()),
        };
        return End::Failed {
            ending,
            log: recorder::log(),
        };
    };
    let ending = match Complaint::of(&message) {
        Complaint::Deadlock => match PANIC.take().filter(|_| SPOILT.get()) {
            Some(panic) => return panic.end(),
            None => Ending::Deadlock,
        },
        Complaint::Endless => Ending::Spin {
            thread: current::thread(),
        },
        Complaint::DataRace => Ending::DataRace { message },
        Complaint::NotDeterministic => return End::NotDeterministic,
        Complaint::Other => return End::Broken { message },
    };
    End::Failed { ending, log }
}

/// The engine has complained inside an operation. Its threads cannot be unwound, so here the execution stays.
pub(crate) fn engine_complained() -> ! {
    tell(Message::End(complaint()));
    sleep_for_ever()
}

/// The text for ever; once for each failure.
fn leak(text: &str) -> &'static str {
    String::from(text).leak()
}

/// Measures the processor time of its thread.
#[derive(Clone, Copy)]
struct Stopwatch {
    probe: Probe,
    before: Option<Duration>,
    since: Instant,
    limit: Duration,
}

impl Stopwatch {
    /// On a busy machine one must not wait for ever either.
    const PATIENCE: u32 = 4;

    fn start(limit: Duration) -> Self {
        let probe = Probe::here();
        Self {
            probe,
            before: probe.cpu(),
            since: Instant::now(),
            limit,
        }
    }

    /// Where the system does not tell, time counts as if the thread had a processor for itself.
    fn spent(&self) -> Duration {
        match (self.before, self.probe.cpu()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.since.elapsed(),
        }
    }

    fn is_over(&self) -> bool {
        self.spent() > self.limit || self.since.elapsed() > self.limit * Self::PATIENCE
    }
}

/// Notices that a model stands still, without being fooled by a busy machine.
struct Watch {
    os_thread: Option<u32>,
    progress: u64,
    since: Instant,
    /// CPU time when nothing moved for the first time.
    spent: Option<u64>,
    awake: bool,
}

impl Watch {
    fn new(os_thread: Option<u32>) -> Self {
        Self {
            os_thread,
            progress: current::progress(),
            since: Instant::now(),
            spent: None,
            awake: false,
        }
    }

    /// `Some(asleep)` once the model has stood still for long.
    fn hangs(&mut self) -> Option<bool> {
        let progress = current::progress();
        if progress != self.progress {
            *self = Self::new(self.os_thread);
            return None;
        }
        let Some(thread) = self.os_thread.and_then(look) else {
            // No way to look: only the clock is left.
            return (self.since.elapsed() > STILL).then_some(true);
        };
        let spent = thread.cpu_ns - *self.spent.get_or_insert(thread.cpu_ns);
        if !thread.asleep {
            self.awake = true;
        }
        if self.awake {
            // It computes; what counts is its own time on a processor.
            return (Duration::from_nanos(spent) > STILL).then_some(false);
        }
        (self.since.elapsed() > STILL).then_some(true)
    }
}

fn look(id: u32) -> Option<activity::ThreadActivity> {
    let activity = Activity::of(None)?;
    activity.threads.into_iter().find(|thread| thread.id == id)
}
