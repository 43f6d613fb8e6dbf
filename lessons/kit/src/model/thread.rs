//! `std::thread`, recorded over the model checker.

mod builder;
mod handle;
mod park;
mod scope;

use std::{
    io,
    num::NonZero,
    panic::{self, AssertUnwindSafe, Location},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

pub use std::thread::{AccessError, LocalKey, Result, panicking};

pub use builder::Builder;
pub use handle::{Thread, ThreadId, current};
pub use park::{park, park_timeout};
pub use scope::{Scope, ScopedJoinHandle, scope};

use super::{
    current, engine,
    gate::Gate,
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
    run, turns,
};

/// A started thread, as its joiner knows it.
struct Started<T> {
    child: engine::Child,
    answer: Arc<Mutex<Option<T>>>,
    ended: Arc<Ended>,
    thread: Thread,
}

/// Whether a thread has ended, for those who ask without waiting.
struct Ended {
    gate: Gate<bool>,
}

impl Ended {
    /// The end itself. A step of its own only in models in which somebody asks for it.
    fn set(&self) {
        if current::settings().is_finished {
            self.gate.step(|ended| *ended = true);
        } else {
            self.gate.at_once(|ended| *ended = true);
        }
    }
}

/// Starts `work` on a model thread of its own.
///
/// # Safety
///
/// The thread must have ended before `'a` does.
#[track_caller]
unsafe fn start<'a, F, T>(work: F, name: Option<String>, at: At) -> Started<T>
where
    F: FnOnce() -> T + Send + 'a,
    T: Send + 'a,
{
    current::epoch();
    if panicking() {
        run::give_up(); // the engine cannot start a thread now
    }
    let Some(number) = current::next_thread() else {
        run::too_many_threads();
    };
    recorder::thread(name.clone(), Some(at));
    recorder::event(|| What::Spawn(number)).at(at).log();
    let thread = Thread::new(number, name);
    let answer = Arc::new(Mutex::new(None));
    let ended = Arc::new(Ended {
        gate: Gate::new(ObjectKind::Once, at),
    });
    let body: Box<dyn FnOnce() + Send + 'a> = Box::new({
        let (thread, answer, ended) = (thread.clone(), Arc::clone(&answer), Arc::clone(&ended));
        move || {
            current::resume(number);
            handle::begin(thread);
            turns::achieved();
            let Ok(value) = panic::catch_unwind(AssertUnwindSafe(work)) else {
                run::give_up();
            };
            *answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
            drop(answer);
            recorder::event(|| What::End).log();
            ended.set();
        }
    });
    // SAFETY: only the lifetime changes, and the caller sees to it that the thread ends within `'a`.
    let body = unsafe {
        std::mem::transmute::<Box<dyn FnOnce() + Send + 'a>, Box<dyn FnOnce() + Send + 'static>>(
            body,
        )
    };
    let child = engine::spawn(body);
    Started {
        child,
        answer,
        ended,
        thread,
    }
}

impl<T> Started<T> {
    #[track_caller]
    fn join(self, at: At) -> Result<T> {
        wait_for(self.child, &self.ended, self.thread.number(), at);
        let answer = self
            .answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        Ok(answer.expect("a thread that has ended has an answer"))
    }
}

/// Waits for the end of a thread.
#[track_caller]
fn wait_for(child: engine::Child, ended: &Ended, number: usize, at: At) {
    let has_ended = ended.gate.at_once(|ended| *ended);
    if panicking() {
        if !has_ended {
            run::give_up();
        }
        return; // the child's handle is of no more use
    }
    recorder::wants(Wanted::End(number), None, at, !has_ended);
    child.join();
    recorder::event(|| What::Join(number)).at(at).log();
}

/// Whether a thread has ended.
#[track_caller]
fn is_finished(ended: &Arc<Ended>, at: At) -> bool {
    current::uses(|uses| &uses.is_finished);
    let address = Arc::as_ptr(ended).addr();
    turns::before_look(address, at);
    let has_ended = ended.gate.step(|ended| *ended);
    if !has_ended {
        turns::looked(address, at, 0);
    }
    has_ended
}

/// `std::thread::JoinHandle`, recorded.
pub struct JoinHandle<T>(Started<T>);

// SAFETY: as std's: the answer was checked when the thread was started, and all else are numbers of the engine.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// As std's; a thread that panics ends the model, so this is always `Ok`.
    ///
    /// # Errors
    ///
    /// Never.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.join(Location::caller())
    }

    /// As std's.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(&self.0.ended, Location::caller())
    }

    /// As std's.
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }
}

impl<T> std::fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// As std's.
#[track_caller]
pub fn spawn<F, T>(work: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    // SAFETY: nothing that the thread uses ends before the program.
    JoinHandle(unsafe { start(work, None, Location::caller()) })
}

/// Lets the others run.
pub(crate) fn give_way(at: At) {
    current::epoch();
    recorder::event(|| What::Yield).at(at).log();
    if !panicking() {
        engine::yield_now();
    }
}

/// As std's.
#[track_caller]
pub fn yield_now() {
    give_way(Location::caller());
}

/// As std's, but for the time: the others run meanwhile.
#[track_caller]
pub fn sleep(_time: Duration) {
    give_way(Location::caller());
}

/// As std's, on nightly, but for the time: the others run meanwhile.
#[track_caller]
pub fn sleep_until(_deadline: Instant) {
    give_way(Location::caller());
}

/// As std's; a model has two processors on every machine.
///
/// # Errors
///
/// Never.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    Ok(NonZero::new(2).expect("two"))
}
