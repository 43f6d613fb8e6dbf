//! Lesson 06, contract: bytes in pieces, ends in the wrong place, many who write at once, and children that die.

use std::{panic, process::Command, sync::mpsc, thread, time::Duration};

use ::kit::patience::Patience;

mod connection;
mod frames;
mod memory;
mod process_pool;
mod shared_end;
mod sink;
mod source;
mod stumbles;

/// The worker, in the part that these words give it: see `worker/main.rs`.
fn worker(part: &[&str]) -> Command {
    let mut command = Command::new(::kit::worker!());
    command.args(part);
    command
}

/// Long enough for megabytes and a dozen processes on a busy machine; only a program that hangs is waited for so long.
const LONG: Duration = Duration::from_secs(5);

/// What `call` returns. Fails the test if it has not come back after five seconds: `what` was done then, and `hint` asks why.
#[track_caller]
fn in_time<R: Send + 'static>(
    what: &str,
    hint: &str,
    call: impl FnOnce() -> R + Send + 'static,
) -> R {
    let (tell, told) = mpsc::channel();
    let thread = thread::spawn(move || {
        let _ = tell.send(call());
    });
    match Patience::of(LONG).receive(&told) {
        Ok(answer) => {
            let _ = thread.join();
            answer
        }
        Err(mpsc::RecvTimeoutError::Timeout) => {
            panic!("{what}: it had not come back after 5 s. Hint: {hint}")
        }
        // It panicked: its message is the test's.
        Err(mpsc::RecvTimeoutError::Disconnected) => match thread.join() {
            Err(payload) => panic::resume_unwind(payload),
            Ok(()) => panic!("{what}: it went without an answer. Hint: where did it go?"),
        },
    }
}
