//! Lesson 02, contract: what one thread can see, and what threads can see that wait for each other.
#![cfg(not(feature = "model"))]

use std::{
    fmt,
    panic::{self, AssertUnwindSafe},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
};

use ::kit::patience::receive;

mod bank;
mod counter;
mod latch;
mod memo;
mod settings;

/// What `call` returns, or `None` if it does not return in time: a call that waits for ever gets an answer
/// that names it. A panic goes on to the caller.
fn in_time<R: Send + 'static>(call: impl FnOnce() -> R + Send + 'static) -> Option<R> {
    let (tell, told) = mpsc::channel();
    let caller = thread::spawn(move || tell.send(call()));
    let answer = receive(&told);
    if matches!(answer, Err(RecvTimeoutError::Timeout)) {
        return None; // the caller waits still, and ends with the process
    }
    if let Err(payload) = caller.join() {
        panic::resume_unwind(payload);
    }
    answer.ok()
}

/// How a call ended that may also panic or wait for ever.
#[derive(Debug, PartialEq)]
enum Ended<R> {
    Returned(R),
    Panicked(String),
    Never,
}

/// Calls, and waits for the end in time. What is not written yet goes on to the caller as it is.
fn ended<R: Send + 'static>(call: impl FnOnce() -> R + Send + 'static) -> Ended<R> {
    let payload = match in_time(move || panic::catch_unwind(AssertUnwindSafe(call))) {
        Some(Ok(returned)) => return Ended::Returned(returned),
        Some(Err(payload)) => payload,
        None => return Ended::Never,
    };
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or(payload.downcast_ref::<&str>().copied());
    match text.unwrap_or("a payload without text") {
        todo if todo.starts_with("not yet implemented") => panic::resume_unwind(payload),
        text => Ended::Panicked(text.to_owned()),
    }
}

impl<R: fmt::Debug> fmt::Display for Ended<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned(returned) => write!(f, "returned {returned:?}"),
            Self::Panicked(text) => write!(f, "panicked with {text:?}"),
            Self::Never => f.write_str("never came back"),
        }
    }
}
