//! Writes down what happens in the execution that runs on this OS thread.
//!
//! During the search it is off and costs a look at a flag; the failing execution is run again with it on.

use std::{
    cell::{Cell, RefCell},
    panic::Location,
    sync::atomic::Ordering,
};

use super::{
    calls::Calls,
    current, engine,
    log::{Event, Log, Object, ObjectKind, Thread, Wanted, What},
    memory, show,
};

pub(crate) type At = &'static Location<'static>;

struct Recorder {
    log: Log,
    /// For each thread, whether it could go on after its last event.
    idle: Vec<bool>,
    /// For each thread, where its stack was at its first event.
    stacks: Vec<Option<usize>>,
}

/// A thread that has used so much of its stack since its first event goes on without telling its calls: to find
/// them out takes some kilobytes, and a model's thread has few.
const DEEP: usize = 12 * 1024;

/// Calls are found out for so many events; a loop says the same again and again.
const CALLS: usize = 400;

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
    /// A thread was interrupted since the last event, as far as the engine tells.
    static INTERRUPTED: Cell<bool> = const { Cell::new(false) };
    static RECORDER: RefCell<Recorder> = const {
        RefCell::new(Recorder {
            log: Log { events: Vec::new(), objects: Vec::new(), threads: Vec::new() },
            idle: Vec::new(),
            stacks: Vec::new(),
        })
    };
}

/// Begins an empty log, or none.
pub(crate) fn begin(on: bool) {
    ON.set(on);
    INTERRUPTED.set(false);
    RECORDER.with_borrow_mut(|recorder| {
        recorder.log = Log::default();
        recorder.idle.clear();
        recorder.stacks.clear();
    });
    if on {
        thread(None, None);
    }
}

pub(crate) fn on() -> bool {
    ON.get()
}

/// The log so far.
pub(crate) fn log() -> Log {
    memory::aside(|| RECORDER.with_borrow(|recorder| recorder.log.clone()))
}

/// The number of the last event.
#[cfg_attr(
    not(feature = "explorer"),
    expect(dead_code, reason = "loom's cells keep no numbers")
)]
pub(crate) fn last_event() -> usize {
    RECORDER.with_borrow(|recorder| recorder.log.events.len().saturating_sub(1))
}

/// The engine says that a thread was interrupted.
#[cfg_attr(
    not(feature = "explorer"),
    expect(dead_code, reason = "loom does not tell")
)]
pub(crate) fn interrupted() {
    INTERRUPTED.set(true);
}

/// Registers an object; its number is an index into [`Log::objects`].
pub(crate) fn object(kind: ObjectKind, made: At) -> usize {
    if !on() {
        return 0;
    }
    let register = |recorder: &mut Recorder| {
        recorder.log.objects.push(Object::new(kind, made.into()));
        recorder.log.objects.len() - 1
    };
    memory::aside(|| RECORDER.with_borrow_mut(register))
}

/// So many senders of a channel are alive.
pub(crate) fn senders(channel: usize, alive: usize) {
    if !on() {
        return;
    }
    RECORDER.with_borrow_mut(|recorder| {
        if let Some(object) = recorder.log.objects.get_mut(channel) {
            object.senders = Some(alive);
        }
    });
}

/// Registers a thread; threads are numbered in the order of this call.
pub(crate) fn thread(name: Option<String>, spawned: Option<At>) {
    if !on() {
        return;
    }
    let register = |recorder: &mut Recorder| {
        recorder.log.threads.push(Thread {
            name,
            spawned: spawned.map(Into::into),
        });
        recorder.idle.push(false);
        recorder.stacks.push(None);
    };
    memory::aside(|| RECORDER.with_borrow_mut(register));
}

/// The current thread cannot go on (or can again).
pub(crate) fn idle(idle: bool) {
    if !on() {
        return;
    }
    RECORDER.with_borrow_mut(|recorder| recorder.idle[current::thread()] = idle);
}

/// An event under construction; written by [`Entry::log`]. While nothing is recorded, every part of it is empty.
#[derive(Debug)]
#[must_use = "nothing is written before `log`"]
pub(crate) struct Entry(Option<Event>);

/// Begins an event of the current thread.
pub(crate) fn event(what: impl FnOnce() -> What) -> Entry {
    Entry((on() && engine::is_worth_recording()).then(|| Event {
        thread: current::thread(),
        what: what(),
        object: None,
        place: None,
        calls: memory::aside(calls),
        before: None,
        after: None,
        wrote: false,
        wakes: None,
        order: None,
        stale: false,
        interrupts: false,
    }))
}

/// The calls that led here, unless the stack is nearly used up.
fn calls() -> Calls {
    let local = 0_u8;
    let here = std::ptr::from_ref(&local).addr();
    let is_wanted = RECORDER.with_borrow_mut(|recorder| {
        let first = recorder.stacks.get_mut(current::thread())?;
        let is_deep = first.get_or_insert(here).abs_diff(here) > DEEP;
        Some(!is_deep && recorder.log.events.len() < CALLS)
    });
    if is_wanted.unwrap_or(false) {
        Calls::take()
    } else {
        Calls::default()
    }
}

/// The current thread is about to wait, or not: `blocked` tells whether it has to.
pub(crate) fn wants(wanted: Wanted, object: Option<usize>, at: At, blocked: bool) {
    if !on() {
        return;
    }
    let mut entry = event(|| What::Wants(wanted)).at(at);
    if let Some(event) = &mut entry.0 {
        event.object = object;
    }
    entry.log();
    idle(blocked);
}

impl Entry {
    pub(crate) fn on(mut self, object: usize) -> Self {
        if let Some(event) = &mut self.0 {
            event.object = Some(object);
        }
        self
    }

    pub(crate) fn at(mut self, at: At) -> Self {
        if let Some(event) = &mut self.0 {
            event.place = Some(at.into());
        }
        self
    }

    pub(crate) fn found<T: ?Sized>(mut self, value: &T) -> Self {
        if let Some(event) = &mut self.0 {
            event.before = memory::aside(|| show::text(value));
        }
        self
    }

    pub(crate) fn found_text(mut self, text: Option<String>) -> Self {
        if let Some(event) = &mut self.0 {
            event.before = text;
        }
        self
    }

    pub(crate) fn left<T: ?Sized>(mut self, value: &T) -> Self {
        if let Some(event) = &mut self.0 {
            event.after = memory::aside(|| show::text(value));
        }
        self
    }

    pub(crate) fn left_text(mut self, text: Option<String>) -> Self {
        if let Some(event) = &mut self.0 {
            event.after = text;
        }
        self
    }

    /// The thread that is woken.
    pub(crate) fn wakes(mut self, thread: Option<usize>) -> Self {
        if let Some(event) = &mut self.0 {
            event.wakes = thread;
        }
        self
    }

    /// The guard that is let go was borrowed mutably.
    pub(crate) fn wrote(mut self, wrote: bool) -> Self {
        if let Some(event) = &mut self.0 {
            event.wrote = wrote;
        }
        self
    }

    pub(crate) fn order(mut self, order: Ordering) -> Self {
        if let Some(event) = &mut self.0 {
            event.order = Some(order);
        }
        self
    }

    pub(crate) fn stale(mut self, stale: bool) -> Self {
        if let Some(event) = &mut self.0 {
            event.stale = stale;
        }
        self
    }

    /// Writes the event down.
    pub(crate) fn log(self) {
        let Some(mut event) = self.0 else {
            return;
        };
        let interrupted = INTERRUPTED.take();
        let write = |recorder: &mut Recorder| {
            if let Some(last) = recorder.log.events.last() {
                let interrupted = if engine::TELLS_INTERRUPTIONS {
                    interrupted
                } else {
                    !recorder.idle[last.thread]
                };
                event.interrupts = last.thread != event.thread && interrupted;
            }
            // A thread that has ended, or that let the others go first, was not interrupted.
            recorder.idle[event.thread] = matches!(event.what, What::End | What::Yield);
            recorder.log.events.push(event);
        };
        memory::aside(|| RECORDER.with_borrow_mut(write));
    }
}
