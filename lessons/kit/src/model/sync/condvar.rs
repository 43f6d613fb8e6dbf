//! A condition variable.

use std::{
    fmt,
    panic::{Location, RefUnwindSafe, UnwindSafe},
    sync::LockResult,
    time::Duration,
};

use super::mutex::MutexGuard;
use crate::model::{
    gate::{Gate, Limit, Queue},
    log::{ObjectKind, Wanted, What},
    recorder::{self, At},
};

/// `std::sync::Condvar`, recorded.
pub struct Condvar {
    gate: Gate<Queue>,
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

    fn sleep<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Limit,
        at: At,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let mutex = guard.mutex();
        let object = self.gate.object();
        // Registering, letting go of the lock and falling asleep are one step, as the promise is.
        let waiter = self.gate.step(|queue| {
            let mutex = mutex.object();
            guard
                .shown(recorder::event(|| What::Wait { mutex }).on(object).at(at))
                .log();
            let waiter = queue.join();
            recorder::wants(Wanted::Notification, Some(object), at, true);
            waiter
        });
        guard.let_go();
        let woken = waiter.wait(limit);
        if !woken {
            self.gate.step(|queue| queue.leave(&waiter));
        }
        let came_back = What::Woken {
            mutex: mutex.object(),
            timed_out: !woken,
        };
        mutex
            .acquire(at, object, came_back)
            .map(|guard| (guard, woken))
            .map_err(|poisoned| std::sync::PoisonError::new((poisoned.into_inner(), woken)))
    }

    /// As std's.
    ///
    /// # Errors
    ///
    /// If the mutex is poisoned.
    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        first(self.sleep(guard, Limit::None, Location::caller()))
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
            guard = first(self.sleep(guard, Limit::None, at))?;
        }
        Ok(guard)
    }

    /// As std's; the time is over when no thread of the model can go on otherwise.
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
        timed(self.sleep(guard, Limit::Some, Location::caller()))
    }

    /// As std's; the time is over when no thread of the model can go on otherwise.
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
        let mut woken = true;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            if !woken {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            match self.sleep(guard, Limit::Some, at) {
                Ok((again, was_woken)) => (guard, woken) = (again, was_woken),
                poisoned => return timed(poisoned),
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify(Location::caller(), Queue::wake_one, What::NotifyOne);
    }

    /// As std's.
    #[track_caller]
    pub fn notify_all(&self) {
        self.notify(Location::caller(), Queue::wake_all, What::NotifyAll);
    }

    fn notify(
        &self,
        at: At,
        wake: impl FnOnce(&mut Queue) -> usize,
        what: impl FnOnce(Option<usize>) -> What,
    ) {
        let object = self.gate.object();
        self.gate.step(|queue| {
            let woken = wake(queue);
            recorder::event(|| what(Some(woken)))
                .on(object)
                .at(at)
                .log();
        });
    }
}

fn first<'a, T: ?Sized>(
    answer: LockResult<(MutexGuard<'a, T>, bool)>,
) -> LockResult<MutexGuard<'a, T>> {
    match answer {
        Ok((guard, _)) => Ok(guard),
        Err(poisoned) => Err(std::sync::PoisonError::new(poisoned.into_inner().0)),
    }
}

fn timed<'a, T: ?Sized>(
    answer: LockResult<(MutexGuard<'a, T>, bool)>,
) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
    let result = |(guard, woken): (MutexGuard<'a, T>, bool)| (guard, WaitTimeoutResult(!woken));
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
