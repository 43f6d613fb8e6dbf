//! Scheduling points: where a thread stops, and who goes on.

use std::{
    panic::Location,
    sync::{Arc, atomic::Ordering},
    thread,
};

use crate::{
    Early, EarlyKind, Ending, MAX_THREADS, ObjectId, Stuck, ThreadId, Waiting, Wake,
    end::{Stop, stop},
    execution::{Execution, with},
    fiber::{self, Turn},
    fingerprint::mix,
    pace::Pace,
    pending::{Condition, Pending, Standing, standing},
    poll,
    ways::{Offer, Way},
};

/// A scheduling point: the current thread stops here, and goes on when the engine picks it while `ready` holds.
///
/// What follows, up to the thread's next scheduling point, is one step that no other thread can cut in two.
/// So an operation is a `when` and, after it, what the operation does. With `early` the wait may also end
/// although `ready` does not hold.
///
/// `ready` is asked at other threads' scheduling points too, so it must only look: at [`Object`](crate::Object)s,
/// [`is_done`](crate::is_done) and what the caller owns, not at [`current`](crate::current).
///
/// While the OS thread panics no other thread can run; then the thread just goes on if `ready` holds, and if not
/// the execution ends with [`Ending::BlockedWhilePanicking`].
#[track_caller]
pub fn when(waiting: Waiting, ready: &dyn Fn() -> bool, early: Option<Early<'_>>) -> Wake {
    let early = early.map(|early| (early.kind, Condition::new(early.ready)));
    let is_timed = matches!(early, Some((EarlyKind::TimeOut | EarlyKind::Either, _)));
    let wake = arrive(waiting, Some(ready), early, None);
    if is_timed {
        // A wait that times out again and again is a way to poll.
        let place = poll::place(Location::caller());
        let object = waiting.object.unwrap_or(ObjectId::NONE);
        with(|x| x.looked(place, object, wake as u64));
    }
    wake
}

/// A scheduling point at which the thread can always go on.
#[track_caller]
pub fn point(waiting: Waiting) {
    arrive(waiting, None, None, None);
}

/// A scheduling point before something is let go, in models that ask for it by [`needs_release_points`].
///
/// Where threads only ever wait for a lock, nobody can tell whether it was let go a moment earlier or later, and
/// every point that is saved halves the work.
#[track_caller]
pub fn release_point(waiting: Waiting) {
    if release_points() {
        // Who polls gives way at his next point, or the others would wait for what he still holds.
        arrive_at(waiting, None, None, |_| Pace::Steady);
    }
}

/// Whether releases are scheduling points in this execution.
#[must_use]
#[track_caller]
pub fn release_points() -> bool {
    with(|x| x.settings.release_points)
}

/// Says that this model can see whether something is held, by `try_lock` or the like, so that a release must be
/// seen apart from the step before it. The search begins again with this in mind.
#[track_caller]
pub fn needs_release_points() {
    with(|x| x.uses.release_points = true);
}

/// Lets time pass: the thread goes on when nothing else can, or, as a surprise, earlier.
#[track_caller]
pub fn sleep() {
    when(
        Waiting::new("time to pass"),
        &|| false,
        Some(Early::time_out(&|| true)),
    );
}

/// A scheduling point of the current thread.
#[track_caller]
pub(crate) fn arrive(
    waiting: Waiting,
    ready: Option<&dyn Fn() -> bool>,
    early: Option<(EarlyKind, Condition)>,
    yields_at: Option<usize>,
) -> Wake {
    arrive_at(waiting, ready, early, |x| x.pace(yields_at))
}

#[track_caller]
fn arrive_at(
    waiting: Waiting,
    ready: Option<&dyn Fn() -> bool>,
    early: Option<(EarlyKind, Condition)>,
    pace: impl FnOnce(&mut Execution) -> Pace,
) -> Wake {
    if thread::panicking() {
        return go_on_panicking(waiting, ready);
    }
    let ready = ready.map(Condition::new);
    let steps = with(|x| {
        let pace = pace(x);
        x.thread().pending = Pending {
            waiting,
            ready,
            early,
            pace,
        };
        x.count_step()
    });
    if let Err(ending) = steps {
        stop(Stop::Failed(ending));
    }
    match give_back().or_else(turn) {
        Some(Turn::To(thread)) if thread == with(|x| x.current) => {}
        Some(elsewhere) => switch(elsewhere),
        None => unreachable!("the current thread is not done"),
    }
    with(Execution::go_on)
}

/// Stops the current thread in favour of another.
fn switch(turn: Turn) {
    if let Turn::To(thread) = turn {
        with(|x| x.current = thread);
    }
    fiber::suspend(turn);
}

/// Lets a new thread run up to its first scheduling point.
pub(crate) fn begin(thread: ThreadId) {
    if thread::panicking() {
        return; // it begins when this panic is over
    }
    let (from, observer) = with(|x| {
        x.threads[thread.index()].starter = Some(x.current);
        (x.current(), Arc::clone(&x.observer))
    });
    observer.switches(from, thread, false);
    switch(Turn::To(thread.index()));
}

/// At a thread's first scheduling point, or its end if it has none: back to who started it.
fn give_back() -> Option<Turn> {
    let (thread, starter, observer) = with(|x| {
        let starter = x.thread().starter.take()?;
        Some((x.current(), starter, Arc::clone(&x.observer)))
    })?;
    observer.switches(thread, ThreadId::of(starter), false);
    Some(Turn::To(starter))
}

/// The current thread is done: who is next?
pub(crate) fn finish() -> Turn {
    with(|x| {
        x.thread().is_done = true;
        // Those who poll for the end of a thread have something to see.
        let history = x.thread().history;
        x.change(0, mix(12, history));
    });
    match give_back().or_else(turn) {
        Some(turn) => {
            if let Turn::To(thread) = turn {
                with(|x| x.current = thread);
            }
            turn
        }
        None => Turn::Over,
    }
}

#[track_caller]
fn go_on_panicking(waiting: Waiting, ready: Option<&dyn Fn() -> bool>) -> Wake {
    if ready.is_none_or(|ready| ready()) {
        return Wake::Ready;
    }
    let thread = with(|x| x.current());
    let waiting = Stuck { thread, waiting };
    stop(Stop::Failed(Ending::BlockedWhilePanicking { waiting }))
}

/// Decides who goes on; `None` when all are done.
fn turn() -> Option<Turn> {
    let standing = standing();
    let decision = with(|x| x.decide(&standing));
    let (from, way, interrupts) = match decision {
        Ok(Some(decision)) => decision,
        Ok(None) => return None,
        Err(why) => {
            with(|x| x.stop = Some(why));
            return Some(Turn::Stop);
        }
    };
    let to = ThreadId::of(way.thread);
    if from != to {
        let observer = with(|x| {
            x.switches += 1;
            Arc::clone(&x.observer)
        });
        observer.switches(from, to, interrupts);
    }
    Some(Turn::To(way.thread))
}

impl Execution {
    /// Takes one of the ways on, and tells whom it comes from and whether it interrupts; `None` when all are done.
    fn decide(
        &mut self,
        standing: &[Standing; MAX_THREADS],
    ) -> Result<Option<(ThreadId, Way, bool)>, Stop> {
        let ways = match self.offer(standing) {
            Offer::Over => return Ok(None),
            Offer::Nothing(ending) => return Err(Stop::Failed(ending)),
            Offer::Choice(ways) => ways,
        };
        let all = ways.all();
        let chosen = self.choose(all.len(), ways.kind, |alternative| all[alternative].price)?;
        let way = all[chosen];
        let thread = &mut self.threads[way.thread];
        thread.wake = way.wake;
        let has_bound = self.settings.bound.is_some();
        thread.polls.goes_on(&way, has_bound);
        Ok(Some((self.current(), way, ways.interrupts)))
    }

    /// One more step; more than anybody wants is a failure of its own.
    fn count_step(&mut self) -> Result<(), Ending> {
        self.steps += 1;
        self.progress.fetch_add(1, Ordering::Relaxed);
        if self.steps > self.settings.max_steps {
            return Err(Ending::TooManySteps {
                steps: self.settings.max_steps,
                thread: self.current(),
            });
        }
        Ok(())
    }

    /// The current thread goes on after its scheduling point.
    pub(crate) fn go_on(&mut self) -> Wake {
        let pace = self.thread().pending.pace;
        self.polled(pace);
        let thread = self.thread();
        let wake = thread.wake;
        let is_spurious = matches!(thread.pending.early, Some((EarlyKind::Spurious, _)));
        if wake == Wake::ForNothing || wake == Wake::Early && is_spurious {
            thread.was_woken_for_nothing = true;
        }
        // Where it is now is part of what it knows.
        let mark = match wake {
            Wake::Ready => 13,
            Wake::Early => 14,
            Wake::ForNothing => 23,
        };
        thread.history = mix(thread.history, mark);
        wake
    }
}
