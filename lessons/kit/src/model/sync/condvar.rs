//! A condition variable.

use std::{
    fmt,
    hash::{Hash, Hasher},
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::LockResult,
    time::Duration,
};

use super::mutex::MutexGuard;
use crate::model::{
    current, engine,
    gate::{Early, Gate, State},
    log::{ObjectKind, Wake, Wanted, What},
    recorder::{self, At},
};

/// `std::sync::Condvar`, recorded.
pub struct Condvar {
    gate: Gate<Waiting>,
}

/// The threads that wait and have not been notified.
#[derive(Default)]
struct Waiting(Vec<usize>);

/// Who came first makes no difference where anyone may be woken.
impl Hash for Waiting {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let bits = self.0.iter().fold(0_u64, |bits, thread| bits | 1 << thread);
        bits.hash(state);
    }
}

impl State for Waiting {
    /// That this thread is notified.
    type Wish = usize;

    fn grants(&self, thread: usize) -> bool {
        !self.0.contains(&thread)
    }
}

impl Waiting {
    fn leave(&mut self, thread: usize) {
        self.0.retain(|other| *other != thread);
    }
}

impl UnwindSafe for Condvar {}
impl RefUnwindSafe for Condvar {}

/// `std::sync::WaitTimeoutResult`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// As std's.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// As std's.
    #[track_caller]
    pub const fn new() -> Self {
        Self {
            gate: Gate::new(ObjectKind::Condvar, Location::caller()),
        }
    }

    /// Tells why the wait was over.
    #[track_caller]
    fn sleep<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        early: Early,
        at: At,
    ) -> LockResult<(MutexGuard<'a, T>, Wake)> {
        let (mutex, me) = (guard.mutex(), current::thread());
        let object = self.gate.object();
        // Registering, letting go of the lock and falling asleep are one step, as the promise is.
        self.gate.step(|waiting| {
            let mutex = mutex.object();
            guard
                .shown(recorder::event(|| What::Wait { mutex }).on(object).at(at))
                .log();
            waiting.0.push(me);
            recorder::wants(Wanted::Notification, Some(object), at, true);
        });
        guard.let_go();
        let leave = move |waiting: &mut Waiting| waiting.leave(me);
        mutex.lock_after(&self.gate, me, early, leave, at)
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        first(self.sleep(guard, Early::Spurious, Location::caller()))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn wait_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        let at = Location::caller();
        while condition(&mut *guard) {
            guard = first(self.sleep(guard, Early::Spurious, at))?;
        }
        Ok(guard)
    }

    /// As std's; the time may be over at any moment, and is when no thread of the model can go on otherwise. Like
    /// [`wait`](Self::wait) it may end for no reason before that.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        _limit: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        timed(self.sleep(guard, Early::in_time_or_for_nothing(), Location::caller()))
    }

    /// As std's; the time may be over at any moment, and is when no thread of the model can go on otherwise.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        _limit: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let at = Location::caller();
        let mut why = Wake::Called;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            if why == Wake::TimedOut {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            match self.sleep(guard, Early::in_time_or_for_nothing(), at) {
                Ok(woken) => (guard, why) = woken,
                poisoned => return timed(poisoned),
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn notify_one(&self) {
        let at = Location::caller();
        let waiting = self.gate.step(|waiting| waiting.0.len());
        let which = engine::choose(waiting);
        let object = self.gate.object();
        self.gate.at_once(|waiting| {
            let woken = waiting.0.get(which).copied();
            waiting.0.retain(|thread| Some(*thread) != woken);
            recorder::event(|| What::NotifyOne(Some(usize::from(woken.is_some()))))
                .on(object)
                .at(at)
                .wakes(woken)
                .log();
        });
    }

    /// As std's.
    #[track_caller]
    pub fn notify_all(&self) {
        let at = Location::caller();
        let object = self.gate.object();
        self.gate.step(|waiting| {
            let woken = waiting.0.len();
            waiting.0.clear();
            recorder::event(|| What::NotifyAll(Some(woken)))
                .on(object)
                .at(at)
                .log();
        });
    }
}

fn first<'a, T: ?Sized>(
    answer: LockResult<(MutexGuard<'a, T>, Wake)>,
) -> LockResult<MutexGuard<'a, T>> {
    match answer {
        Ok((guard, _)) => Ok(guard),
        Err(poisoned) => Err(std::sync::PoisonError::new(poisoned.into_inner().0)),
    }
}

fn timed<'a, T: ?Sized>(
    answer: LockResult<(MutexGuard<'a, T>, Wake)>,
) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
    let result =
        |(guard, why): (MutexGuard<'a, T>, Wake)| (guard, WaitTimeoutResult(why == Wake::TimedOut));
    match answer {
        Ok(answer) => Ok(result(answer)),
        Err(poisoned) => Err(std::sync::PoisonError::new(result(poisoned.into_inner()))),
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}
