//! Lesson 02, contract: what one thread can see, and what threads can see that wait for each other.
#![cfg(not(feature = "loom"))]

use std::{
    panic,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
};

use ::kit::meeting::PATIENCE;

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
    let answer = told.recv_timeout(PATIENCE);
    if matches!(answer, Err(RecvTimeoutError::Timeout)) {
        return None; // the caller waits still, and ends with the process
    }
    if let Err(payload) = caller.join() {
        panic::resume_unwind(payload);
    }
    answer.ok()
}
