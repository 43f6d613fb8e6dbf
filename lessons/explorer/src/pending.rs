//! Where a thread waits, and whether it could go on.

use crate::{EarlyKind, MAX_THREADS, Waiting, execution::with, pace::Pace};

/// A condition that lives on the stack of the thread that waits for it.
#[derive(Clone, Copy)]
pub(crate) struct Condition(*const (dyn Fn() -> bool + 'static));

impl Condition {
    pub(crate) fn new(condition: &dyn Fn() -> bool) -> Self {
        let condition: *const (dyn Fn() -> bool + '_) = condition;
        // SAFETY: only the lifetime changes, of a pointer; `ask` says when it may be used.
        Self(unsafe {
            std::mem::transmute::<*const (dyn Fn() -> bool + '_), *const (dyn Fn() -> bool + 'static)>(
                condition,
            )
        })
    }

    /// # Safety
    ///
    /// The thread that waits for this condition must still be in the call that was given it.
    unsafe fn ask(self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { (*self.0)() }
    }
}

/// Where a thread waits, and for what.
#[derive(Clone, Copy)]
pub(crate) struct Pending {
    pub(crate) waiting: Waiting,
    /// `None`: it can always go on.
    pub(crate) ready: Option<Condition>,
    pub(crate) early: Option<(EarlyKind, Condition)>,
    /// Whether it polls.
    pub(crate) pace: Pace,
}

impl Pending {
    /// A thread that is about to begin.
    pub(crate) const START: Self = Self {
        waiting: Waiting::new("its first step"),
        ready: None,
        early: None,
        pace: Pace::Steady,
    };
}

/// What a thread could do now.
#[derive(Clone, Copy, Default)]
pub(crate) struct Standing {
    /// Its condition holds.
    pub(crate) ready: bool,
    /// It can end its wait early.
    pub(crate) early: Option<EarlyKind>,
}

/// Asks the conditions of all threads; each must be at a scheduling point, or done.
///
/// The execution must be free meanwhile: conditions look at objects.
pub(crate) fn standing() -> [Standing; MAX_THREADS] {
    let mut standing = [Standing::default(); MAX_THREADS];
    let mut pending = [None; MAX_THREADS];
    with(|x| {
        for (pending, thread) in pending.iter_mut().zip(&x.threads) {
            *pending = (!thread.is_done).then_some((thread.pending.ready, thread.pending.early));
        }
    });
    for (standing, pending) in standing.iter_mut().zip(pending) {
        let Some((ready, early)) = pending else {
            continue;
        };
        // SAFETY: a thread that is at a scheduling point is in the call of `when` that was given the condition, and
        // stays there until it is picked.
        standing.ready = ready.is_none_or(|ready| unsafe { ready.ask() });
        standing.early = early
            // SAFETY: as above.
            .filter(|(_, ready)| unsafe { ready.ask() })
            .map(|(kind, _)| kind);
    }
    standing
}
