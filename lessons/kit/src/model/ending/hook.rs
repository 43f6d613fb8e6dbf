//! What is done as soon as a thread of a model panics.

use std::{
    cell::Cell,
    panic::{self, PanicHookInfo},
    sync::Once,
    thread,
};

use super::{End, panics};
use crate::{
    case,
    model::{
        closer, current, engine,
        log::{Ending, Place},
        recorder,
    },
};

thread_local! {
    /// A panic unwinds.
    static UNWINDS: Cell<bool> = const { Cell::new(false) };
}

/// An execution begins, or a panic has ended its thread.
pub(super) fn unwinds_no_more() {
    UNWINDS.set(false);
}

/// An operation begins that is not part of unwinding: a panic before it was caught by the learner.
pub(crate) fn go_on() {
    if UNWINDS.get() && !thread::panicking() {
        UNWINDS.set(false);
    }
}

pub(crate) fn install_hook() {
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
        engine::complained(message);
        return;
    }
    let me = current::thread();
    // If it is not the panic that unwinds, the learner has caught it.
    let before = panics::take_begun(me);
    if UNWINDS.replace(true) {
        let ending = Ending::DoublePanic {
            thread: me,
            first: before.map_or_else(String::new, |first| first.message),
            second: message.into(),
        };
        // To come back from here would end the process: the second panic must not go on.
        closer::start();
        engine::fail(End::Failed {
            ending,
            log: recorder::log(),
        });
    }
    let place = info.location().map(|at| Place {
        // The hook's location lives as long as the program: it is a constant of the panicking line.
        file: leak(at.file()),
        line: at.line(),
        column: at.column(),
    });
    panics::begins(message, place);
}

/// The text for ever; once for each failure.
fn leak(text: &str) -> &'static str {
    String::from(text).leak()
}
