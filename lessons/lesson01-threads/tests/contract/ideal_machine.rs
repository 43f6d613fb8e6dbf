//! A machine that has a processor for every worker, all equally fast, whatever the real one is like.
//!
//! `primes` promises that no worker makes many more divisions than the others. Where workers take the next block
//! when they are free, that depends on who gets a processor when: on a busy machine, or on a single
//! core, one of them might make nearly all, and right code would be blamed. So the clock here counts divisions: a
//! worker that is ahead waits for those that are behind, unless they have ended or wait for something
//! else than a processor. Such time passes on an ideal machine, too.

use std::{
    cell::RefCell,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use ::kit::{
    activity::{Activity, own_thread_id},
    meeting::Meeting,
};
use ::lesson01::trial_division::watch;

/// What the workers did.
pub(crate) struct Work {
    /// How many were at work at the same time when they began; counted up to the number asked for.
    pub(crate) together: usize,
    /// The divisions of each thread that made any.
    pub(crate) divisions: Vec<u64>,
}

/// Runs `work` as on a machine with a processor for each of `workers`.
///
/// They begin together, and none is ever more than `step` divisions ahead.
pub(crate) fn run<R>(workers: usize, step: u64, work: impl FnOnce() -> R) -> (R, Work) {
    watch(divided);
    let machine = Arc::new(Machine {
        step,
        start: Meeting::new(workers),
        clocks: Mutex::default(),
        moved: Condvar::new(),
    });
    *lock(&RUNNING) = Some(Arc::clone(&machine));
    let switch = SwitchOff;
    let answer = work();
    drop(switch);
    let divisions = lock(&machine.clocks)
        .iter()
        .map(|clock| clock.divisions.load(SeqCst))
        .collect();
    let together = machine.start.most().min(workers);
    (
        answer,
        Work {
            together,
            divisions,
        },
    )
}

static RUNNING: Mutex<Option<Arc<Machine>>> = Mutex::new(None);

thread_local! {
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// Called after every `is_prime`, on the thread that asked.
fn divided(divisions: u64) {
    let Some(machine) = lock(&RUNNING).clone() else {
        return;
    };
    WORKER.with_borrow_mut(|worker| {
        if worker
            .as_ref()
            .is_none_or(|worker| !Arc::ptr_eq(&worker.machine, &machine))
        {
            *worker = Some(Worker::begin(machine));
        }
        worker
            .iter_mut()
            .for_each(|worker| worker.divided(divisions));
    });
}

/// Also when the work panics: the next test's threads are not this machine's.
struct SwitchOff;

impl Drop for SwitchOff {
    fn drop(&mut self) {
        *lock(&RUNNING) = None;
    }
}

struct Machine {
    step: u64,
    start: Meeting,
    clocks: Mutex<Vec<Arc<Clock>>>,
    moved: Condvar,
}

/// One worker's time.
struct Clock {
    thread: Option<u32>,
    divisions: AtomicU64,
    /// It waits here, for others: that it sleeps does not mean that it has nothing to do.
    held: AtomicBool,
    ended: AtomicBool,
}

/// A worker, as long as its thread lives.
struct Worker {
    machine: Arc<Machine>,
    clock: Arc<Clock>,
    next_look: u64,
}

impl Worker {
    fn begin(machine: Arc<Machine>) -> Self {
        let clock = Arc::new(Clock {
            thread: own_thread_id(),
            divisions: AtomicU64::new(0),
            held: AtomicBool::new(true),
            ended: AtomicBool::new(false),
        });
        lock(&machine.clocks).push(Arc::clone(&clock));
        machine.start.attend();
        clock.held.store(false, SeqCst);
        Self {
            machine,
            clock,
            next_look: 0,
        }
    }

    fn divided(&mut self, divisions: u64) {
        let now = self.clock.divisions.fetch_add(divisions, SeqCst) + divisions;
        if now >= self.next_look {
            self.next_look = now + self.machine.step / 2;
            self.clock.held.store(true, SeqCst);
            self.machine.wait_for_those_behind(now);
            self.clock.held.store(false, SeqCst);
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.clock.ended.store(true, SeqCst);
        self.machine.moved.notify_all();
    }
}

impl Machine {
    fn wait_for_those_behind(&self, now: u64) {
        let since = Instant::now();
        let mut clocks = lock(&self.clocks);
        self.moved.notify_all();
        let must_wait = |clock: &Arc<Clock>| {
            clock.divisions.load(SeqCst) + self.step / 2 < now && clock.runs(since)
        };
        while clocks.iter().any(must_wait) {
            // Nobody tells when a thread falls asleep: look again soon.
            let look_again = Duration::from_millis(1);
            let woken = self.moved.wait_timeout(clocks, look_again);
            clocks = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Clock {
    /// Whether its thread has a use for a processor.
    fn runs(&self, since: Instant) -> bool {
        !self.ended.load(SeqCst) && (self.held.load(SeqCst) || !self.sleeps(since))
    }

    fn sleeps(&self, since: Instant) -> bool {
        let seen = self.thread.zip(Activity::of(None)).map(|(id, activity)| {
            let mut threads = activity.threads.iter();
            threads
                .find(|thread| thread.id == id)
                .is_none_or(|thread| thread.asleep)
        });
        // Where the system does not tell, patience has to do.
        seen.unwrap_or_else(|| since.elapsed() > Duration::from_millis(200))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
