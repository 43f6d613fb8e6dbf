//! Calls that may have to wait, looked at from outside.

use std::{
    fmt::Debug,
    panic,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::Duration,
};

use ::kit::{patience::Patience, probe::Probe};

/// A call on a thread of its own: it may have to wait, and the test looks on.
pub(crate) struct Call<R> {
    thread: JoinHandle<()>,
    probe: Probe,
    told: Receiver<R>,
    answer: Option<R>,
}

/// Long enough to see one that polls, short enough to be spent in every check.
const A_WHILE: Duration = Duration::from_millis(60);

impl<R: Send + 'static> Call<R> {
    pub(crate) fn start(call: impl FnOnce() -> R + Send + 'static) -> Self {
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

    /// Fails the test unless the call waits. Gives it all the time that it needs to fall asleep or to come back.
    #[track_caller]
    pub(crate) fn must_wait(&mut self, message: &str) {
        if self.probe.falls_asleep().is_none() {
            thread::sleep(A_WHILE); // only makes it likelier to see a call that comes back
        }
        self.listen(Patience::of(Duration::from_millis(10)));
        assert!(self.answer.is_none(), "{message}");
    }

    /// What the call returns. Fails the test if it has not come back after two seconds.
    #[track_caller]
    pub(crate) fn must_come_back(mut self, message: &str) -> R {
        self.listen(Patience::default());
        match self.answer {
            Some(answer) => answer,
            None => panic!("{message}"),
        }
    }

    /// Fails the test unless the call comes back within two seconds, with this answer.
    #[track_caller]
    pub(crate) fn must_return(self, answer: R, message: &str)
    where
        R: Debug + PartialEq,
    {
        let came = self.must_come_back(&format!("still waiting after 2 s: {message}"));
        assert_eq!(came, answer, "{message}");
    }

    /// Fails the test if the call, which waits, does not sleep until it is woken.
    #[track_caller]
    pub(crate) fn must_rest(&self, what: &str) {
        must_rest(self.probe, what);
    }

    fn listen(&mut self, mut patience: Patience) {
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

/// What `call` returns. Fails the test if it has not come back after two seconds; `what` is its subject, and `hint` a
/// question.
#[track_caller]
pub(crate) fn in_time<R: Send + 'static>(
    what: &str,
    hint: &str,
    call: impl FnOnce() -> R + Send + 'static,
) -> R {
    Call::start(call).must_come_back(&format!("{what} had not come back after 2 s. Hint: {hint}"))
}

/// Fails the test if a thread that waits does not sleep until it is woken; `what` it waits for.
#[track_caller]
pub(crate) fn must_rest(thread: Probe, what: &str) {
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
