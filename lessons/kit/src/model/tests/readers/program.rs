//! Programs over one lock for many readers, and all their outcomes by trying everything.
//!
//! This opinion knows locks of two kinds: a writer that waits for readers may keep others from reading meanwhile, and
//! need not.

use std::collections::BTreeSet;

use crate::model::tests::random::{Dice, NOTHING, Outcome, everything};

/// One step of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Sees the value, and reads until it leaves.
    Read,
    TryRead,
    /// Sees the value, adds to it, and has the lock until it leaves.
    Write(u32),
    TryWrite(u32),
    /// Lets go what it took last.
    Leave,
}

pub(super) type Program = Vec<Vec<Step>>;

/// Somebody waits for ever.
pub(super) const STUCK: Outcome = (Vec::new(), Vec::new());

impl Dice {
    /// Threads that read, at times twice, and write.
    pub(super) fn readers(&mut self, threads: usize) -> Program {
        let thread = |_| {
            let steps = 0..2 + self.below(3);
            steps.map(|_| self.step_of_a_reader()).collect()
        };
        (0..threads).map(thread).collect()
    }

    fn step_of_a_reader(&mut self) -> Step {
        let value = 1 + self.below(9) as u32;
        match self.below(9) {
            0..=2 => Step::Read,
            3 => Step::TryRead,
            4 | 5 => Step::Write(value),
            6 => Step::TryWrite(value),
            _ => Step::Leave,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Reads,
    Writes,
}

/// Where a program stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    next: Vec<usize>,
    seen: Vec<Vec<u32>>,
    value: u32,
    held: Vec<Vec<Held>>,
    /// Who has come to write, and waits for readers to leave; and whether others may read meanwhile.
    queued: Vec<Option<Overtaken>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Overtaken {
    Never,
    Always,
}

impl State {
    fn holds(&self, what: Held) -> bool {
        self.held.iter().flatten().any(|held| *held == what)
    }

    /// The states that the next step of a thread leads to; none if it has to wait.
    fn after(&self, step: Step, thread: usize) -> Vec<Self> {
        let mut state = self.clone();
        state.next[thread] += 1;
        state.queued[thread] = None;
        let is_written = self.holds(Held::Writes);
        let is_read = self.holds(Held::Reads);
        let may_read = !is_written && !self.queued.contains(&Some(Overtaken::Never));
        match step {
            Step::Read if !may_read => return Vec::new(),
            Step::Write(_) if is_written => return Vec::new(),
            Step::Write(_) if is_read && self.queued[thread].is_some() => return Vec::new(),
            Step::Write(_) if is_read => {
                return [Overtaken::Never, Overtaken::Always]
                    .map(|how| {
                        let mut state = self.clone();
                        state.queued[thread] = Some(how);
                        state
                    })
                    .into();
            }
            Step::TryRead if !may_read => state.seen[thread].push(NOTHING),
            Step::TryWrite(_) if is_written || is_read => state.seen[thread].push(NOTHING),
            Step::Read | Step::TryRead => {
                state.seen[thread].push(self.value);
                state.held[thread].push(Held::Reads);
            }
            Step::Write(value) | Step::TryWrite(value) => {
                state.seen[thread].push(self.value);
                state.value += value;
                state.held[thread].push(Held::Writes);
            }
            Step::Leave => drop(state.held[thread].pop()),
        }
        vec![state]
    }
}

/// All outcomes, and [`STUCK`] if there is a way to it.
pub(super) fn outcomes(program: &Program) -> BTreeSet<Outcome> {
    let mut program = program.clone();
    // What is still held at the end is let go one by one.
    for steps in &mut program {
        let most = steps.iter().filter(|step| **step != Step::Leave).count();
        steps.extend(vec![Step::Leave; most]);
    }
    let start = State {
        next: vec![0; program.len()],
        seen: vec![Vec::new(); program.len()],
        value: 0,
        held: vec![Vec::new(); program.len()],
        queued: vec![None; program.len()],
    };
    everything(start, |state| {
        let left: Vec<usize> = (0..program.len())
            .filter(|&thread| state.next[thread] < program[thread].len())
            .collect();
        if left.is_empty() {
            return (Vec::new(), Some((state.seen.clone(), vec![state.value])));
        }
        let step = |thread: usize| state.after(program[thread][state.next[thread]], thread);
        let ways: Vec<State> = left.into_iter().flat_map(step).collect();
        let is_stuck = ways.is_empty();
        (ways, is_stuck.then_some(STUCK))
    })
}
