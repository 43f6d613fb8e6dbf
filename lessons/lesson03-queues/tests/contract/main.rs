//! Lesson 03, contract: what each call promises, and who waits for whom.
#![cfg(not(feature = "loom"))]

use std::{
    panic,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::Duration,
};

use ::kit::{meeting::PATIENCE, probe::Probe};

mod bounded;
mod drain;
mod pipeline;
mod ticker;
mod tracked;

/// A call on a thread of its own: it may have to wait, and the test looks on.
struct Call<R> {
    thread: JoinHandle<()>,
    probe: Probe,
    told: Receiver<R>,
    answer: Option<R>,
}

/// What became of a call after two seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer<R> {
    Returned(R),
    StillWaits,
}

/// Long enough to see one that polls, short enough to be spent in every check.
const A_WHILE: Duration = Duration::from_millis(60);

impl<R: Send + 'static> Call<R> {
    fn start(call: impl FnOnce() -> R + Send + 'static) -> Self {
        let (show, shown) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            let _ = show.send(Probe::here());
            let _ = tell.send(call());
        });
        Self {
            thread,
            probe: shown.recv().expect("a thread shows itself before its call"),
            told,
            answer: None,
        }
    }

    /// Whether the call waits. Gives it all the time that it needs to fall asleep or to come back.
    fn waits(&mut self) -> bool {
        if self.probe.falls_asleep().is_none() {
            thread::sleep(A_WHILE); // only makes it likelier to see a call that comes back
        }
        self.listen(Duration::from_millis(10));
        self.answer.is_none()
    }

    /// Gives the call two seconds to come back.
    fn answer(mut self) -> Answer<R> {
        self.listen(PATIENCE);
        self.answer.map_or(Answer::StillWaits, Answer::Returned)
    }

    /// How the call wastes time while it waits; `None` if it sleeps until it is woken.
    fn unrest(&self) -> Option<String> {
        if !self.probe.falls_asleep()? {
            return Some("it kept a core busy all the time".to_owned());
        }
        wake_ups(self.probe)
    }

    fn listen(&mut self, limit: Duration) {
        if self.answer.is_some() {
            return;
        }
        match self.told.recv_timeout(limit) {
            Ok(answer) => self.answer = Some(answer),
            Err(RecvTimeoutError::Timeout) => {}
            // The call panicked: its message is the test's.
            Err(RecvTimeoutError::Disconnected) => self.pass_the_panic_on(),
        }
    }

    fn pass_the_panic_on(&mut self) {
        let thread = std::mem::replace(&mut self.thread, thread::spawn(|| {}));
        if let Err(payload) = thread.join() {
            panic::resume_unwind(payload);
        }
    }
}

/// How a sleeping thread wakes although nothing has happened; `None` if it does not.
fn wake_ups(probe: Probe) -> Option<String> {
    let before = probe.sleeps()?;
    thread::sleep(A_WHILE); // a longer look could only show more
    let woken = probe.sleeps()?.saturating_sub(before);
    let text = format!("it woke {woken} times in {} ms", A_WHILE.as_millis());
    (woken > 3).then_some(text)
}

/// What `call` returns. Fails the test if it has not come back after two seconds; `what` is its subject.
fn in_time<R: Send + 'static>(what: &str, call: impl FnOnce() -> R + Send + 'static) -> R {
    match Call::start(call).answer() {
        Answer::Returned(answer) => answer,
        Answer::StillWaits => panic!(
            "{what} had not come back after 2 s. Hint: who waits for what, and who could still bring it?"
        ),
    }
}

/// The text of the panic in which `call` ends; `None` if it ends well.
fn panic_of<R>(call: impl FnOnce() -> R) -> Option<String> {
    let payload = panic::catch_unwind(panic::AssertUnwindSafe(call)).err()?;
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned());
    Some(
        text.or_else(|| payload.downcast_ref().cloned())
            .unwrap_or_default(),
    )
}
