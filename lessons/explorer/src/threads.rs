//! Starting threads and waiting for them.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use crate::{
    Ending, MAX_THREADS, Refusal, ThreadId, View, Waiting,
    end::{Stop, stop},
    execution::{Execution, with},
    fiber::Turn,
    fingerprint::mix,
    scheduler::{self, when},
    thread::ModelThread,
};

/// Starts a thread of the model. It is no scheduling point.
///
/// The new thread runs up to its own first scheduling point at once: nobody can tell that from a later start,
/// and it halves the steps of a short thread.
///
/// `body` need not be `Send`: all threads of a model run on one OS thread. A panic that leaves it ends the
/// execution as failed.
///
/// # Refuses
///
/// More than [`MAX_THREADS`] threads in one execution, the first included: the exploration ends with
/// [`Refusal::TooManyThreads`].
#[track_caller]
pub fn spawn(body: impl FnOnce() + 'static) -> ThreadId {
    match with(|x| x.spawn(Box::new(body))) {
        Some(thread) => {
            scheduler::begin(thread);
            thread
        }
        None => stop(Stop::Refused(Refusal::TooManyThreads)),
    }
}

/// The thread that runs.
#[must_use]
#[track_caller]
pub fn current() -> ThreadId {
    with(|x| x.current())
}

/// Whether a thread has come to its end. Not observed; for conditions, and after a scheduling point.
#[must_use]
#[track_caller]
pub fn is_done(thread: ThreadId) -> bool {
    with(|x| x.threads[thread.index()].is_done)
}

/// Waits until a thread is done, then knows what that thread knew.
#[track_caller]
pub fn join(thread: ThreadId) {
    let waiting = Waiting::new("the end of a thread").thread(thread);
    when(waiting, &|| is_done(thread), None);
    last_view(thread).see();
    with(|x| {
        let known = x.threads[thread.index()].history;
        x.observe(known);
    });
}

/// What a thread has seen and done so far, or until its end: for a join built by hand.
#[must_use]
#[track_caller]
pub fn last_view(thread: ThreadId) -> View {
    with(|x| x.threads[thread.index()].memory.view().clone())
}

impl Execution {
    /// `None` if there are as many as there can be.
    pub(crate) fn spawn(&mut self, body: Box<dyn FnOnce()>) -> Option<ThreadId> {
        let index = self.threads.len();
        if index == MAX_THREADS {
            return None;
        }
        let id = ThreadId::of(index);
        let job = Box::new(move || run(id, body));
        let fiber = self.fibers.take(self.settings.stack_size, job);
        let (history, memory) = if index == 0 {
            (mix(0, 0), crate::memory::Local::default())
        } else {
            self.observe(mix(14, index as u64));
            let parent = self.thread();
            (mix(parent.history, 15), parent.memory.child())
        };
        self.threads.push(ModelThread::new(fiber, history, memory));
        Some(id)
    }
}

/// Runs a thread on its coroutine, to its end.
fn run(thread: ThreadId, body: Box<dyn FnOnce()>) -> Turn {
    // A thread that has not begun is not in the same state as one at its first scheduling point.
    with(Execution::go_on);
    match panic::catch_unwind(AssertUnwindSafe(body)) {
        Ok(()) => scheduler::finish(),
        Err(payload) => {
            let message = text(&*payload);
            // Its destructor is the model's code and could do anything.
            std::mem::forget(payload);
            with(|x| {
                x.stop = Some(Stop::Failed(Ending::Panicked { thread, message }));
            });
            Turn::Stop
        }
    }
}

fn text(payload: &(dyn Any + Send)) -> Option<String> {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
}
