//! `std::thread`, recorded over the model checker.

mod builder;
mod handle;
mod local;
mod park;
mod scope;

use std::{
    io,
    num::NonZero,
    panic::{self, AssertUnwindSafe, Location},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

pub use std::thread::{AccessError, Result, panicking};

pub use builder::Builder;
pub use handle::{Thread, ThreadId, current};
pub use local::LocalKey;
pub use park::{park, park_timeout};
pub use scope::{Scope, ScopedJoinHandle, scope};

use super::{
    content::Content,
    current, ending,
    engine::{self, Trace},
    gate::{Gate, State},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
};

/// What a thread leaves for its joiner.
type Answer<T> = Arc<Mutex<Option<Result<T>>>>;

/// A started thread, as its joiner knows it.
struct Started<T> {
    child: engine::Child,
    answer: Answer<T>,
    ended: Arc<Ended>,
    thread: Thread,
}

/// Whether a thread has ended, for those who ask without waiting.
struct Ended {
    gate: Gate<Over>,
}

#[derive(Default, Hash)]
struct Over {
    over: bool,
    trace: Trace,
}

impl State for Over {
    /// That it has ended.
    type Wish = ();

    fn grants(&self, (): ()) -> bool {
        self.over
    }
}

impl Ended {
    /// The end itself. A step of its own only in models in which somebody asks for it.
    fn set(&self) {
        let set = |state: &mut Over| {
            state.over = true;
            state.trace.leave(Content::New);
        };
        if engine::sees_ends() {
            self.gate.step(set);
        } else {
            self.gate.at_once(set);
        }
    }

    #[track_caller]
    fn is_set(&self) -> bool {
        self.gate.at_once(|state| state.over)
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
        ending::waits_in_panic(); // the engine cannot start a thread now
    }
    let Some(number) = current::next_thread() else {
        ending::too_many_threads();
    };
    recorder::thread(name.clone(), Some(at));
    recorder::event(|| What::Spawn(number)).at(at).log();
    let thread = Thread::new(number, name);
    let answer: Answer<T> = Arc::default();
    let ended = Arc::new(Ended {
        gate: Gate::new(ObjectKind::Once, at),
    });
    let body: Box<dyn FnOnce() + Send + 'a> = Box::new({
        let (thread, answer, ended) = (thread.clone(), Arc::clone(&answer), Arc::clone(&ended));
        move || {
            current::resume(number);
            handle::begin(thread);
            let value = panic::catch_unwind(AssertUnwindSafe(|| {
                let value = work();
                local::end();
                value
            }));
            if value.is_err() {
                if !engine::CATCHES_PANICS {
                    ending::give_up();
                }
                ending::thread_ends();
            }
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
        take(&self.answer, self.thread.number())
    }
}

/// What a thread has left that has ended.
fn take<T>(answer: &Answer<T>, number: usize) -> Result<T> {
    let mut answer = answer.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = answer
        .take()
        .expect("a thread that has ended has an answer");
    if answer.is_err() {
        ending::panics::is_known(number);
    }
    answer
}

/// Waits for the end of a thread.
#[track_caller]
fn wait_for(child: engine::Child, ended: &Ended, number: usize, at: At) {
    let has_ended = ended.is_set();
    if panicking() {
        if !has_ended {
            ending::waits_in_panic();
        }
        return; // the child's handle is of no more use
    }
    recorder::wants(Wanted::End(number), None, at, !has_ended);
    child.join();
    ended.gate.at_once(|state| state.trace.follow());
    recorder::event(|| What::Join(number)).at(at).log();
}

/// Whether a thread has ended.
#[track_caller]
fn is_finished(ended: &Arc<Ended>, at: At) -> bool {
    engine::needs_ends();
    ended.gate.before_look(at);
    let has_ended = ended.gate.step(|state| state.over);
    if !has_ended {
        ended.gate.looked(at, 0);
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
    /// As std's.
    ///
    /// # Errors
    ///
    /// With what the thread panicked with. Over loom, a thread that panics ends the model.
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
#[track_caller]
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
    let_pass(Location::caller());
}

/// As std's, on nightly, but for the time: the others run meanwhile.
#[track_caller]
pub fn sleep_until(_deadline: Instant) {
    let_pass(Location::caller());
}

#[track_caller]
fn let_pass(at: At) {
    current::epoch();
    recorder::event(|| What::Yield).at(at).log();
    if !panicking() {
        engine::sleep();
    }
}

/// As std's; a model has two processors on every machine.
///
/// # Errors
///
/// Never.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    Ok(NonZero::new(2).expect("two"))
}
