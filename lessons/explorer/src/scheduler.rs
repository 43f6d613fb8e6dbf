//! Scheduling points: where a thread stops, and who goes on.

use std::{sync::Arc, thread};

use crate::{
    Early, EarlyKind, Ending, MAX_THREADS, Stuck, ThreadId, Waiting, Wake,
    end::{Stop, stop},
    execution::{Execution, with},
    fiber::{self, Turn},
    fingerprint::mix,
    menu::MenuKind,
    poll::Pace,
};

/// A condition that lives on the stack of the thread that waits for it.
type Condition = *const (dyn Fn() -> bool + 'static);

/// Where a thread waits, and for what.
#[derive(Clone, Copy)]
pub(crate) struct Pending {
    waiting: Waiting,
    /// `None`: it can always go on.
    ready: Option<Condition>,
    early: Option<(EarlyKind, Condition)>,
    /// What became of its habit to poll.
    pace: Pace,
}

impl Pending {
    pub(crate) fn pace(&self) -> Pace {
        self.pace
    }

    /// A thread that is about to begin.
    pub(crate) const START: Self = Self {
        waiting: Waiting::new("its first step"),
        ready: None,
        early: None,
        pace: Pace::Steady,
    };
}

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
    let early = early.map(|early| (early.kind, erase(early.ready)));
    arrive(waiting, Some(ready), early, None)
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
    if with(|x| x.settings.release_points) {
        point(waiting);
    }
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
    if thread::panicking() {
        return go_on_panicking(waiting, ready);
    }
    let ready = ready.map(erase);
    let steps = with(|x| {
        let pace = x.pace(yields_at);
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
    observer.switches(thread, id(starter), false);
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
    let menu = match with(|x| x.menu(&standing)) {
        Offer::Over => return None,
        Offer::Nothing(ending) => {
            with(|x| x.stop = Some(Stop::Failed(ending)));
            return Some(Turn::Stop);
        }
        Offer::Choice(menu) => menu,
    };
    let chosen = with(|x| {
        let all = &menu.all[..menu.count];
        x.choose(menu.count, menu.kind, |alternative| all[alternative].price)
    });
    let chosen = match chosen {
        Ok(chosen) => menu.all[chosen],
        Err(astray) => {
            with(|x| x.stop = Some(astray.into()));
            return Some(Turn::Stop);
        }
    };
    let from = with(|x| {
        let thread = &mut x.threads[chosen.thread];
        thread.wake = chosen.wake;
        if chosen.is_held {
            thread.polls.lose_patience();
        }
        x.current
    });
    if chosen.thread != from {
        let observer = with(|x| {
            x.switches += 1;
            Arc::clone(&x.observer)
        });
        let (from, to) = (id(from), id(chosen.thread));
        observer.switches(from, to, menu.current_can_go_on);
    }
    Some(Turn::To(chosen.thread))
}

fn id(thread: usize) -> ThreadId {
    ThreadId(u8::try_from(thread).expect("few threads"))
}

/// What each thread could do now.
#[derive(Clone, Copy, Default)]
struct Standing {
    ready: bool,
    early: Option<EarlyKind>,
}

/// Asks all conditions. The execution must be free meanwhile: conditions look at objects.
fn standing() -> [Standing; MAX_THREADS] {
    let mut standing = [Standing::default(); MAX_THREADS];
    let mut asked = [None; MAX_THREADS];
    with(|x| {
        for (index, thread) in x.threads.iter().enumerate() {
            if !thread.is_done {
                standing[index].ready = thread.pending.ready.is_none();
                asked[index] = Some((thread.pending.ready, thread.pending.early));
            }
        }
    });
    for (standing, asked) in standing.iter_mut().zip(asked) {
        let Some((ready, early)) = asked else {
            continue;
        };
        if let Some(ready) = ready {
            // SAFETY: the condition lives in the frame of `when` that this thread is in: it is on the stack of a thread
            // that waits, or it is our own. Threads that are done were left out above, and the threads of an
            // execution that was stopped are never asked.
            standing.ready = unsafe { (*ready)() };
        }
        if let Some((kind, early)) = early {
            // SAFETY: as above.
            standing.early = unsafe { (*early)() }.then_some(kind);
        }
    }
    standing
}

/// One way on.
#[derive(Clone, Copy)]
struct Way {
    thread: usize,
    wake: Wake,
    price: u32,
    /// A thread that polls goes on although nothing has changed.
    is_held: bool,
}

/// All ways on, cheapest first.
struct Ways {
    all: [Way; 2 * MAX_THREADS],
    count: usize,
    kind: MenuKind,
    current_can_go_on: bool,
}

enum Offer {
    Over,
    Nothing(Ending),
    Choice(Ways),
}

impl Ways {
    fn add(&mut self, thread: usize, wake: Wake, price: u32, is_held: bool) {
        self.all[self.count] = Way {
            thread,
            wake,
            price,
            is_held,
        };
        self.count += 1;
    }
}

impl Execution {
    /// One more step; more than anybody wants is a failure of its own.
    fn count_step(&mut self) -> Result<(), Ending> {
        self.steps += 1;
        self.progress
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
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
        if wake == Wake::Early && matches!(thread.pending.early, Some((EarlyKind::Spurious, _))) {
            thread.was_woken_for_nothing = true;
        }
        // Where it is now is part of what it knows.
        thread.history = mix(thread.history, 13 + u64::from(wake == Wake::Early));
        wake
    }

    /// Lists the ways on.
    fn menu(&mut self, standing: &[Standing; MAX_THREADS]) -> Offer {
        let current = self.current;
        let threads = 0..self.threads.len();
        let is_held = |thread: usize| self.is_held_back(thread);
        let can_go_on = |thread: usize| standing[thread].ready && !is_held(thread);
        let polls_now = matches!(self.threads[current].pending.pace, Pace::Yields { .. });
        let current_can_go_on = !self.threads[current].is_done && can_go_on(current) && !polls_now;
        let interruption = |thread: usize| u32::from(current_can_go_on && thread != current);
        let anybody = threads.clone().any(can_go_on);
        let mut ways = Ways {
            all: [Way {
                thread: 0,
                wake: Wake::Ready,
                price: 0,
                is_held: false,
            }; 2 * MAX_THREADS],
            count: 0,
            kind: MenuKind::Other,
            current_can_go_on,
        };
        // The current thread comes first where it can just go on, and last where it gives way.
        if current_can_go_on {
            ways.add(current, Wake::Ready, 0, false);
        }
        for thread in threads.clone().filter(|thread| *thread != current) {
            if can_go_on(thread) {
                ways.add(thread, Wake::Ready, interruption(thread), false);
            }
        }
        if !current_can_go_on && can_go_on(current) {
            ways.add(current, Wake::Ready, 0, false);
        }
        let mut early = 0;
        for thread in threads.clone() {
            if standing[thread].early == Some(EarlyKind::TimeOut) {
                early |= 1 << thread;
                ways.add(
                    thread,
                    Wake::Early,
                    u32::from(anybody) + interruption(thread),
                    false,
                );
            }
        }
        if ways.count > 0 {
            for thread in threads.clone() {
                if standing[thread].early == Some(EarlyKind::Spurious)
                    && !self.threads[thread].was_woken_for_nothing
                {
                    early |= 1 << thread;
                    ways.add(thread, Wake::Early, 1 + interruption(thread), false);
                }
            }
            for thread in threads.clone() {
                if standing[thread].ready
                    && is_held(thread)
                    && self.threads[thread].polls.is_patient()
                {
                    ways.add(thread, Wake::Ready, 1 + interruption(thread), true);
                }
            }
        } else if let Some(thread) = self.tireless(|thread| standing[thread].ready) {
            ways.add(thread, Wake::Ready, 0, true);
        } else {
            return self.nothing(standing);
        }
        let keeps_back = threads.clone().any(|thread| {
            standing[thread].ready && is_held(thread) && !self.threads[thread].polls.is_patient()
        });
        ways.all[..ways.count].sort_by_key(|way| way.price);
        let set = |is_in: &dyn Fn(usize) -> bool| {
            threads
                .clone()
                .filter(|thread| is_in(*thread))
                .fold(0, |set, thread| set | 1 << thread)
        };
        ways.kind = MenuKind::Switch {
            ready: set(&|thread| standing[thread].ready),
            early,
            polls: set(&is_held),
        };
        self.polling |= keeps_back;
        Offer::Choice(ways)
    }

    /// Nobody can go on.
    fn nothing(&self, standing: &[Standing; MAX_THREADS]) -> Offer {
        let left = || (0..self.threads.len()).filter(|thread| !self.threads[*thread].is_done);
        if left().next().is_none() {
            return Offer::Over;
        }
        let polls = |thread: &usize| standing[*thread].ready;
        let waiting = left()
            .filter(|thread| !polls(thread))
            .map(|thread| Stuck {
                thread: id(thread),
                waiting: self.threads[thread].pending.waiting,
            })
            .collect();
        let polling: Vec<_> = left().filter(polls).map(id).collect();
        Offer::Nothing(if polling.is_empty() {
            Ending::Deadlock { waiting }
        } else {
            Ending::Livelock { polling, waiting }
        })
    }
}

/// A condition without its lifetime; see the place that asks it.
fn erase(condition: &dyn Fn() -> bool) -> Condition {
    let condition: *const (dyn Fn() -> bool + '_) = condition;
    // SAFETY: only the lifetime changes. It is called only while the frame that owns it waits; see `standing`.
    unsafe { std::mem::transmute::<*const (dyn Fn() -> bool + '_), Condition>(condition) }
}
