//! Threads that borrow: a scope does not end before they have.

use std::{
    marker::PhantomData,
    panic::{self, AssertUnwindSafe, Location},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::Result,
};

use super::{Answer, Ended, Started, Thread, is_finished, start, take, wait_for};
use crate::model::{ending, engine, recorder::At};

/// `std::thread::Scope`, recorded.
pub struct Scope<'scope, 'env: 'scope> {
    open: Mutex<Vec<Arc<Child>>>,
    _scope: PhantomData<&'scope mut &'scope ()>,
    _env: PhantomData<&'env mut &'env ()>,
}

/// A thread of a scope, as long as nobody has joined it.
struct Child {
    handle: Mutex<Option<Handle>>,
    ended: Arc<Ended>,
    number: usize,
}

struct Handle(engine::Child);

// SAFETY: all threads of a model share one OS thread, and no other gets that far: whatever leads here has
// passed `current::epoch`, which refuses other OS threads.
unsafe impl Send for Handle {}

/// `std::thread::ScopedJoinHandle`, recorded.
pub struct ScopedJoinHandle<'scope, T> {
    child: Arc<Child>,
    answer: Answer<T>,
    thread: Thread,
    _scope: PhantomData<&'scope mut &'scope ()>,
}

// SAFETY: as std's: the answer was checked when the thread was started.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as above.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As std's. Over loom, a panic inside ends the model.
#[track_caller]
pub fn scope<'env, F, T>(work: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let at = Location::caller();
    let scope = Scope {
        open: Mutex::new(Vec::new()),
        _scope: PhantomData,
        _env: PhantomData,
    };
    let answer = panic::catch_unwind(AssertUnwindSafe(|| work(&scope)));
    if answer.is_err() && !engine::CATCHES_PANICS {
        // The threads still borrow from the frames below, so nothing may unwind past here; and to let
        // them run on would only hide what went wrong.
        ending::give_up();
    }
    let mut panicked = false;
    loop {
        // Taken out one by one: a thread of the scope may start others meanwhile.
        let mut open = lock(&scope.open);
        if open.is_empty() {
            break;
        }
        let child = open.remove(0);
        drop(open);
        child.join(at);
        // Whoever panics himself learns of nobody else's panic.
        panicked |= answer.is_ok() && ending::panics::is_known(child.number);
    }
    match answer {
        Err(payload) => panic::resume_unwind(payload),
        Ok(_) if panicked => panic!("{}", ending::panics::SCOPED),
        Ok(answer) => answer,
    }
}

impl Child {
    #[track_caller]
    fn join(&self, at: At) {
        let handle = lock(&self.handle).take();
        if let Some(Handle(handle)) = handle {
            wait_for(handle, &self.ended, self.number, at);
        }
    }
}

impl<'scope> Scope<'scope, '_> {
    /// As std's.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, work: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(work, None, Location::caller())
    }

    #[track_caller]
    pub(super) fn start<F, T>(
        &'scope self,
        work: F,
        name: Option<String>,
        at: At,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: `scope` joins every thread before it returns, and `'scope` does not end before that.
        let started = unsafe { start(work, name, at) };
        let Started {
            child,
            answer,
            ended,
            thread,
        } = started;
        let child = Arc::new(Child {
            handle: Mutex::new(Some(Handle(child))),
            ended,
            number: thread.number(),
        });
        lock(&self.open).push(Arc::clone(&child));
        ScopedJoinHandle {
            child,
            answer,
            thread,
            _scope: PhantomData,
        }
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// As std's.
    ///
    /// # Errors
    ///
    /// With what the thread panicked with. Over loom, a thread that panics ends the model.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.child.join(Location::caller());
        take(&self.answer, self.thread.number())
    }

    /// As std's.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(&self.child.ended, Location::caller())
    }

    /// As std's.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl<T> std::fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
