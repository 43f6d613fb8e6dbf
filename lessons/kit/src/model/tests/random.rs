//! Random small programs: the search must find just the outcomes that there are, no more and no less.
//!
//! The other opinion is a plain enumeration of all interleavings of the programs' steps, which knows no engine.

mod program;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex as StdMutex},
    time::Duration,
};

pub(super) use self::program::{Dice, NOTHING, Outcome, everything};
use self::program::{Program, Step, enumerate};
use super::explore;
use crate::{
    model::verdict::Verdict,
    sync::{
        Condvar, Mutex, MutexGuard, RwLock,
        atomic::{
            AtomicU32,
            Ordering::{Relaxed, SeqCst},
        },
        mpsc,
    },
    thread,
};

/// What the threads of a model share.
struct World {
    atomics: [AtomicU32; 2],
    guarded: Mutex<u32>,
    called: Condvar,
    shared: RwLock<u32>,
    sender: mpsc::Sender<u32>,
    receiver: Shared<mpsc::Receiver<u32>>,
}

struct Shared<T>(T);
// SAFETY: the threads of a model share one OS thread, and a receiver may be asked by one after the other.
unsafe impl<T> Sync for Shared<T> {}

impl World {
    fn run(&self, steps: &[Step]) -> Vec<u32> {
        let mut seen = Vec::new();
        let mut held: Option<MutexGuard<'_, u32>> = None;
        for step in steps {
            match *step {
                Step::Load(which) => seen.push(self.atomics[which].load(SeqCst)),
                Step::Store(which, value) => self.atomics[which].store(value, SeqCst),
                Step::Add(which, value) => seen.push(self.atomics[which].fetch_add(value, SeqCst)),
                Step::Exchange(which, value) => {
                    let found = self.atomics[which].compare_exchange(0, value, SeqCst, SeqCst);
                    seen.push(found.unwrap_or_else(|found| found));
                }
                Step::Lock(value) => {
                    let mut guard = self.guarded.lock().unwrap();
                    seen.push(*guard);
                    *guard += value;
                    held = Some(guard);
                }
                Step::TryLock(value) => match self.guarded.try_lock() {
                    Ok(mut guard) => {
                        seen.push(*guard);
                        *guard += value;
                        held = Some(guard);
                    }
                    Err(_) => seen.push(NOTHING),
                },
                Step::Unlock => held = None,
                Step::Wait => {
                    held = held.map(|guard| {
                        let second = Duration::from_secs(1);
                        let (guard, ended) = self.called.wait_timeout(guard, second).unwrap();
                        seen.extend([u32::from(ended.timed_out()), *guard]);
                        guard
                    });
                }
                Step::Call { all: true } => self.called.notify_all(),
                Step::Call { all: false } => self.called.notify_one(),
                Step::Write(value) => {
                    let mut guard = self.shared.write().unwrap();
                    seen.push(*guard);
                    *guard += value;
                }
                Step::Read => seen.push(*self.shared.read().unwrap()),
                Step::Send(value) => self.sender.send(value).unwrap(),
                Step::TryReceive => seen.push(self.receiver.0.try_recv().unwrap_or(NOTHING)),
            }
        }
        drop(held);
        seen
    }
}

/// All outcomes that the search comes across; `None` if it did not come to its end.
fn search(program: &Program, orders: bool) -> Option<BTreeSet<Outcome>> {
    let outcomes = Arc::new(StdMutex::new(BTreeSet::new()));
    let verdict = explore({
        let (program, outcomes) = (program.clone(), Arc::clone(&outcomes));
        move || {
            if orders {
                AtomicU32::new(0).load(Relaxed); // so memory orders are explored as well
            }
            let (sender, receiver) = mpsc::channel();
            let world = World {
                atomics: [AtomicU32::new(0), AtomicU32::new(0)],
                guarded: Mutex::new(0),
                called: Condvar::new(),
                shared: RwLock::new(0),
                sender,
                receiver: Shared(receiver),
            };
            let seen = thread::scope(|scope| {
                let threads: Vec<_> = program
                    .iter()
                    .map(|steps| scope.spawn(|| world.run(steps)))
                    .collect();
                threads
                    .into_iter()
                    .map(|thread| thread.join().unwrap())
                    .collect()
            });
            let mut rest: Vec<u32> = world
                .atomics
                .iter()
                .map(|atomic| atomic.load(SeqCst))
                .collect();
            rest.extend([
                *world.guarded.lock().unwrap(),
                *world.shared.read().unwrap(),
            ]);
            rest.extend(world.receiver.0.try_iter());
            outcomes.lock().unwrap().insert((seen, rest));
        }
    });
    match verdict {
        Verdict::Proven(_) => Some(outcomes.lock().unwrap().clone()),
        Verdict::Bounded(_) => None,
        other => panic!("{program:?}: {other:?}"),
    }
}

/// Outcomes that were missed, and such as cannot be.
fn wrong(program: &Program, orders: bool) -> Option<(Vec<Outcome>, Vec<Outcome>)> {
    let (all, found) = (enumerate(program), search(program, orders)?);
    let missed: Vec<_> = all.difference(&found).cloned().collect();
    let impossible: Vec<_> = found.difference(&all).cloned().collect();
    (!missed.is_empty() || !impossible.is_empty()).then_some((missed, impossible))
}

/// The program without every step that is not needed to go wrong.
fn smallest(mut program: Program, orders: bool) -> Program {
    'smaller: loop {
        for thread in 0..program.len() {
            for step in 0..program[thread].len() {
                let mut smaller = program.clone();
                smaller[thread].remove(step);
                if wrong(&smaller, orders).is_some() {
                    program = smaller;
                    continue 'smaller;
                }
            }
        }
        return program;
    }
}

fn compare(dice: &mut Dice, programs: usize, (threads, steps): (usize, u64), orders: bool) {
    for _ in 0..programs {
        judge(dice.program(threads, steps), orders);
    }
}

fn judge(program: Program, orders: bool) {
    if wrong(&program, orders).is_some() {
        let program = smallest(program, orders);
        panic!(
            "{program:?}: missed and impossible: {:#?}",
            wrong(&program, orders)
        );
    }
}

#[test]
fn two_threads_have_just_the_outcomes_that_there_are() {
    let _case = crate::case!();
    compare(&mut Dice(1), 25, (2, 4), false);
}

#[test]
fn three_threads_have_just_the_outcomes_that_there_are() {
    let _case = crate::case!();
    compare(&mut Dice(2), 6, (3, 2), false);
}

#[test]
#[cfg_attr(
    not(feature = "explorer"),
    ignore = "time limits are as exact only over the explorer"
)]
fn threads_that_call_one_another_have_just_the_outcomes_that_there_are() {
    let _case = crate::case!();
    let mut dice = Dice(4);
    for round in 0..20 {
        judge(dice.calls(2), false);
        if round % 4 == 0 {
            judge(dice.calls(3), false);
        }
    }
}

/// Where memory orders are explored, locks and `SeqCst` still allow interleavings only.
#[test]
fn memory_orders_add_nothing_to_locks_and_to_sequential_consistency() {
    let _case = crate::case!();
    compare(&mut Dice(3), 12, (2, 3), true);
}

#[test]
#[ignore = "takes minutes; for changes to what is under the facade"]
fn many_programs_have_just_the_outcomes_that_there_are() {
    for seed in 10..20 {
        eprintln!("seed {seed}");
        for (programs, size, orders) in [(10, (2, 4), false), (2, (3, 3), false), (5, (2, 4), true)]
        {
            for part in 0..10 {
                let _case = crate::case!(); // a case has ten seconds
                compare(&mut Dice(100 * seed + part), programs, size, orders);
            }
        }
    }
}
