//! Lesson 03, contract: what each call promises, and who waits for whom.
#![cfg(not(feature = "model"))]

use std::{
    fmt::Debug,
    panic,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::Duration,
};

use ::kit::{patience::Patience, probe::Probe};

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
        self.listen(&mut Patience::of(Duration::from_millis(10)));
        self.answer.is_none()
    }

    /// Fails the test unless the call waits.
    #[track_caller]
    fn must_wait(&mut self, message: &str) {
        assert!(self.waits(), "{message}");
    }

    /// Fails the test unless the call comes back within two seconds, with this answer.
    #[track_caller]
    fn must_return(self, answer: R, message: &str)
    where
        R: Debug + PartialEq,
    {
        assert_eq!(self.answer(), Answer::Returned(answer), "{message}");
    }

    /// Gives the call two seconds to come back.
    fn answer(mut self) -> Answer<R> {
        self.listen(&mut Patience::default());
        self.answer.map_or(Answer::StillWaits, Answer::Returned)
    }

    /// Fails the test if the call, which waits, does not sleep until it is woken.
    #[track_caller]
    fn must_rest(&self, what: &str) {
        must_rest(self.probe, what);
    }

    fn listen(&mut self, patience: &mut Patience) {
        if self.answer.is_some() {
            return;
        }
        match patience.receive(&self.told) {
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

/// Starts the calls one after another, each when the one before is seen to wait: the order in which they wait
/// decides who is woken first, and so it is the same in every run.
#[track_caller]
fn all_wait<R: Send + 'static>(
    calls: impl Iterator<Item = Call<R>>,
    message: &str,
) -> Vec<Call<R>> {
    let mut waiting = Vec::new();
    for mut call in calls {
        call.must_wait(message);
        waiting.push(call);
    }
    waiting
}

/// What became of all calls after two seconds.
fn answers<R: Send + 'static>(calls: Vec<Call<R>>) -> Vec<Answer<R>> {
    let mut patience = Patience::default();
    let answer = |mut call: Call<R>| {
        call.listen(&mut patience);
        call.answer.map_or(Answer::StillWaits, Answer::Returned)
    };
    calls.into_iter().map(answer).collect()
}

/// Fails the test if a thread that waits does not sleep until it is woken; `what` it waits for.
#[track_caller]
fn must_rest(thread: Probe, what: &str) {
    if let Some(unrest) = unrest(thread) {
        panic!("{what}: {unrest}. Hint: who looks again and again, and who is told?");
    }
}

/// How a thread wastes time while it waits; `None` if it does not, or if the system does not tell.
fn unrest(thread: Probe) -> Option<String> {
    if !thread.falls_asleep()? {
        return Some("it kept a core busy all the time".to_owned());
    }
    let before = thread.sleeps()?;
    thread::sleep(A_WHILE); // a longer look could only show more
    let woken = thread.sleeps()?.saturating_sub(before);
    let text = format!("it woke {woken} times in {} ms", A_WHILE.as_millis());
    (woken > 3).then_some(text)
}

/// What `call` returns. Fails the test if it has not come back after two seconds; `what` is its subject.
fn in_time<R: Send + 'static>(what: &str, call: impl FnOnce() -> R + Send + 'static) -> R {
    match Call::start(call).answer() {
        Answer::Returned(answer) => answer,
        Answer::StillWaits => panic!(
            "{what} had not come back after 2 s. Hint: who still waits, or still works, and what would end it?"
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
