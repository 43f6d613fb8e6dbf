//! Locks for many readers: who has to wait behind whom.

mod program;

use std::{
    collections::BTreeSet,
    sync::{Arc as StdArc, Mutex as StdMutex},
};

use self::program::{Program, STUCK, Step};
use super::{
    explore, failed, proven,
    random::{Dice, NOTHING, Outcome},
};
use crate::{
    model::{
        log::{Ending, Wanted, What},
        verdict::Verdict,
    },
    sync::{Barrier, RwLock, RwLockReadGuard, RwLockWriteGuard},
    thread,
};

#[test]
fn a_reader_that_reads_again_waits_behind_a_writer() {
    let _case = crate::case!();
    let failure = failed(|| {
        let value = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *value.write().unwrap() += 1);
            let first = value.read().unwrap();
            let again = value.read().unwrap();
            assert_eq!(*first, *again);
        });
    });
    assert_eq!(failure.ending, Ending::Deadlock);
    assert!(failure.interleaving);
    let wants = |wanted| {
        let mut events = failure.log.events.iter();
        events.any(|event| event.what == What::Wants(wanted))
    };
    assert!(wants(Wanted::ReadersGone) && wants(Wanted::Read));
}

#[test]
fn a_reader_that_asks_only_whether_it_may_read_again_never_waits() {
    let _case = crate::case!();
    proven(|| {
        let value = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *value.write().unwrap() += 1);
            let first = value.read().unwrap();
            if let Ok(again) = value.try_read() {
                assert_eq!(*first, *again);
            }
        });
    });
}

#[test]
fn readers_meet_inside_unless_a_writer_comes_between() {
    let _case = crate::case!();
    let meet = |with_a_writer: bool| {
        move || {
            let (value, inside) = (RwLock::new(0), Barrier::new(2));
            thread::scope(|scope| {
                if with_a_writer {
                    scope.spawn(|| *value.write().unwrap() += 1);
                }
                for _ in 0..2 {
                    scope.spawn(|| {
                        let _reads = value.read().unwrap();
                        inside.wait();
                    });
                }
            });
        }
    };
    proven(meet(false));
    assert_eq!(failed(meet(true)).ending, Ending::Deadlock);
}

enum Held<'a> {
    Reads(RwLockReadGuard<'a, u32>),
    /// And adds this.
    Writes(RwLockWriteGuard<'a, u32>, u32),
}

/// Runs a thread's steps; what it holds it lets go at the end, the last first.
fn run(lock: &RwLock<u32>, steps: &[Step]) -> Vec<u32> {
    let mut seen = Vec::new();
    let mut held = Vec::new();
    for step in steps {
        let mut got = match *step {
            Step::Read => Some(Held::Reads(lock.read().unwrap())),
            Step::TryRead => lock.try_read().ok().map(Held::Reads),
            Step::Write(value) => Some(Held::Writes(lock.write().unwrap(), value)),
            Step::TryWrite(value) => {
                let guard = lock.try_write().ok();
                guard.map(|guard| Held::Writes(guard, value))
            }
            Step::Leave => {
                held.pop();
                continue;
            }
        };
        match &mut got {
            Some(Held::Reads(guard)) => seen.push(**guard),
            Some(Held::Writes(guard, value)) => {
                seen.push(**guard);
                **guard += *value;
            }
            None => seen.push(NOTHING),
        }
        held.extend(got);
    }
    while held.pop().is_some() {}
    seen
}

/// All outcomes that the search comes across, as far as it came; `None` if it was given up.
fn search(program: &Program) -> Option<(BTreeSet<Outcome>, bool)> {
    let outcomes = StdArc::new(StdMutex::new(BTreeSet::new()));
    let verdict = explore({
        let (program, outcomes) = (program.clone(), StdArc::clone(&outcomes));
        move || {
            let lock = RwLock::new(0);
            let seen = thread::scope(|scope| {
                let lock = &lock;
                let threads: Vec<_> = program
                    .iter()
                    .map(|steps| scope.spawn(move || run(lock, steps)))
                    .collect();
                let each = threads.into_iter().map(|thread| thread.join().unwrap());
                each.collect()
            });
            let rest = vec![*lock.read().unwrap()];
            outcomes.lock().unwrap().insert((seen, rest));
        }
    });
    let is_stuck = match verdict {
        Verdict::Proven(_) => false,
        Verdict::Failed { failure, .. } if failure.ending == Ending::Deadlock => true,
        Verdict::Bounded(_) => return None,
        other => panic!("{program:?}: {other:?}"),
    };
    Some((outcomes.lock().unwrap().clone(), is_stuck))
}

/// Tells whether threads can come to wait for ever; `None` if the search was given up.
fn judge(program: &Program) -> Option<bool> {
    let (found, is_stuck) = search(program)?;
    let mut all = program::outcomes(program);
    let can_be_stuck = all.remove(&STUCK);
    assert_eq!(is_stuck, can_be_stuck, "{program:?}");
    let impossible: Vec<_> = found.difference(&all).collect();
    assert!(impossible.is_empty(), "{program:?}: {impossible:?}");
    if !is_stuck {
        let missed: Vec<_> = all.difference(&found).collect();
        assert!(missed.is_empty(), "{program:?}: missed: {missed:?}");
    }
    Some(is_stuck)
}

fn compare(seed: u64, programs: usize) -> [usize; 2] {
    let mut dice = Dice(seed);
    let judged: Vec<bool> = (0..programs)
        .filter_map(|round| judge(&dice.readers(2 + round % 4 / 3)))
        .collect();
    let stuck = judged.iter().filter(|stuck| **stuck).count();
    [stuck, judged.len() - stuck]
}

#[test]
fn readers_and_writers_have_just_the_outcomes_that_there_are() {
    let _case = crate::case!();
    let programs = if cfg!(feature = "explorer") { 60 } else { 12 };
    let [stuck, free] = compare(7, programs);
    assert!(
        stuck > 0 && free > 0 && (stuck + free) * 2 > programs,
        "{stuck} stuck, {free} free"
    );
}

#[test]
#[ignore = "takes minutes; for changes to what is under the facade"]
fn many_readers_and_writers_have_just_the_outcomes_that_there_are() {
    for seed in 100..160 {
        let _case = crate::case!(); // a case has ten seconds
        eprintln!("seed {seed}: {:?} stuck and free", compare(seed, 24));
    }
}
