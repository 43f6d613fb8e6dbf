//! How an execution that does not end well comes to its end.
//!
//! A failing execution is never unwound: its other threads hold guards and handles whose destructors would call
//! an engine that has no execution any more, and a second panic would end the process. So the OS thread tells
//! what happened and sleeps for ever. What a run leaves behind ends with the process.

use std::{
    cell::{Cell, RefCell},
    panic::{self, PanicHookInfo},
    sync::{Once, mpsc},
    thread,
};

use super::{End, Message};
use crate::{
    case,
    model::{
        closer, current,
        engine::Complaint,
        log::{Ending, Log, Place},
        recorder,
    },
};

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

/// An execution begins; `to` is told how it ends.
pub(super) fn begin() {
    UNWINDS.set(false);
    SPOILT.set(false);
}

/// Where this OS thread tells what happens.
pub(super) fn listen(to: mpsc::Sender<Message>) {
    TELL.set(Some(to));
}

pub(super) fn tell(message: Message) {
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

pub(super) fn install_hook() {
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
pub(super) fn complaint() -> End {
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
