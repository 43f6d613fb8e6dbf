//! Random small programs over what is not explored in `random`: barriers, what runs once, channels without room.
//!
//! The other opinion is again a plain enumeration, which knows no engine.

mod program;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex as StdMutex},
    time::Duration,
};

use self::program::{GONE, Program, Step};
use super::{
    explore,
    random::{Dice, NOTHING, Outcome},
};
use crate::{
    model::verdict::Verdict,
    sync::{
        Barrier, Once, OnceLock,
        atomic::{AtomicU32, Ordering::SeqCst},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel},
    },
    thread,
};

/// What the threads of a model share.
struct World {
    number: AtomicU32,
    barrier: Barrier,
    cell: OnceLock<u32>,
    once: Once,
}

/// A thread's end of the channel.
enum End {
    Receives(Receiver<u32>),
    Sends(SyncSender<u32>),
}

impl World {
    fn run(&self, steps: &[Step], end: End) -> Vec<u32> {
        let mut seen = Vec::new();
        for step in steps {
            match *step {
                Step::Add(value) => seen.push(self.number.fetch_add(value, SeqCst)),
                Step::Meet => seen.push(u32::from(self.barrier.wait().is_leader())),
                Step::Make(value) => {
                    let made = *self.cell.get_or_init(|| {
                        seen.push(self.number.fetch_add(value, SeqCst));
                        value
                    });
                    seen.push(made);
                }
                Step::Once(value) => self
                    .once
                    .call_once(|| seen.push(self.number.fetch_add(value, SeqCst))),
                Step::Get => seen.push(self.cell.get().copied().unwrap_or(NOTHING)),
                Step::Set(value) => seen.push(u32::from(self.cell.set(value).is_ok())),
                _ => seen.push(end.step(*step)),
            }
        }
        drop(end);
        seen
    }
}

impl End {
    fn step(&self, step: Step) -> u32 {
        match (self, step) {
            (Self::Sends(sender), Step::Send(value)) => sender.send(value).map_or(GONE, |()| 1),
            (Self::Sends(sender), Step::TrySend(value)) => match sender.try_send(value) {
                Ok(()) => 1,
                Err(TrySendError::Full(_)) => NOTHING,
                Err(TrySendError::Disconnected(_)) => GONE,
            },
            (Self::Receives(receiver), Step::Receive) => receiver.recv().unwrap_or(GONE),
            (Self::Receives(receiver), Step::TryReceive) => match receiver.try_recv() {
                Ok(value) => value,
                Err(TryRecvError::Empty) => NOTHING,
                Err(TryRecvError::Disconnected) => GONE,
            },
            (Self::Receives(receiver), Step::ReceiveInTime) => {
                match receiver.recv_timeout(Duration::from_secs(1)) {
                    Ok(value) => value,
                    Err(RecvTimeoutError::Timeout) => NOTHING,
                    Err(RecvTimeoutError::Disconnected) => GONE,
                }
            }
            (_, step) => unreachable!("{step:?} is for the channel's other end"),
        }
    }
}

/// All outcomes that the search comes across; `None` if it did not come to its end.
fn search(program: &Program) -> Option<BTreeSet<Outcome>> {
    let outcomes = Arc::new(StdMutex::new(BTreeSet::new()));
    let verdict = explore({
        let (program, outcomes) = (program.clone(), Arc::clone(&outcomes));
        move || {
            let world = World {
                number: AtomicU32::new(0),
                barrier: Barrier::new(program.threads.len()),
                cell: OnceLock::new(),
                once: Once::new(),
            };
            let (sender, receiver) = sync_channel(program.capacity);
            let others = program.threads.len() - 1;
            let mut ends = vec![End::Receives(receiver)];
            ends.extend((0..others).map(|_| End::Sends(sender.clone())));
            drop(sender);
            let seen = thread::scope(|scope| {
                let world = &world;
                let threads: Vec<_> = program
                    .threads
                    .iter()
                    .zip(ends)
                    .map(|(steps, end)| scope.spawn(move || world.run(steps, end)))
                    .collect();
                let each = threads.into_iter().map(|thread| thread.join().unwrap());
                each.collect()
            });
            let rest = vec![world.number.load(SeqCst)];
            outcomes.lock().unwrap().insert((seen, rest));
        }
    });
    match verdict {
        Verdict::Proven(_) => Some(outcomes.lock().unwrap().clone()),
        Verdict::Bounded(_) => None,
        other => panic!("{program:?}: {other:?}"),
    }
}

/// Returns whether the search came to its end.
fn judge(program: &Program) -> bool {
    let Some(found) = search(program) else {
        return false;
    };
    let all = program.outcomes();
    let missed: Vec<_> = all.difference(&found).collect();
    let impossible: Vec<_> = found.difference(&all).collect();
    assert!(
        missed.is_empty() && impossible.is_empty(),
        "{program:?}: missed: {missed:?}; impossible: {impossible:?}"
    );
    true
}

/// Most searches must come to their end: one that is given up shows nothing.
fn compare(programs: impl Iterator<Item = Program>) {
    let judged: Vec<bool> = programs.map(|program| judge(&program)).collect();
    let whole = judged.iter().filter(|whole| **whole).count();
    assert!(whole * 2 > judged.len(), "{whole} of {}", judged.len());
}

#[test]
fn threads_that_meet_have_just_the_outcomes_that_there_are() {
    let _case = crate::case!();
    let mut dice = Dice(5);
    let programs = if cfg!(feature = "explorer") { 20 } else { 6 };
    compare((0..programs).map(|round| dice.meeting(2 + round % 4 / 3)));
}

#[test]
#[cfg_attr(
    not(feature = "explorer"),
    ignore = "time limits are as exact only over the explorer"
)]
fn threads_that_hand_over_have_just_the_outcomes_that_there_are() {
    let _case = crate::case!();
    let mut dice = Dice(6);
    compare((0..30).map(|round| dice.sending(2 + round % 4 / 3, 3)));
}

#[test]
#[ignore = "takes minutes; for changes to what is under the facade"]
fn many_programs_have_just_the_outcomes_that_there_are() {
    for seed in 30..60 {
        eprintln!("seed {seed}");
        let mut dice = Dice(seed);
        for _ in 0..5 {
            let _case = crate::case!(); // a case has ten seconds
            compare((0..4).map(|round| dice.meeting(2 + round / 3)));
            compare((0..4).map(|round| dice.sending(2 + round / 3, 3)));
        }
    }
}
