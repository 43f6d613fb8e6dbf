//! Programs, and all their outcomes by trying everything.

use std::collections::BTreeSet;

/// One step of a thread. `Lock` and its kind hold until `Unlock`, the thread's next or last step but one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Load(usize),
    Store(usize, u32),
    Add(usize, u32),
    /// Changes 0 to the value.
    Exchange(usize, u32),
    /// Takes the lock, looks at what it guards, adds to it.
    Lock(u32),
    TryLock(u32),
    Unlock,
    /// Who holds the lock lets it go and waits to be called, or for the time limit, whatever comes first.
    Wait,
    /// Calls one who waits, or all.
    Call {
        all: bool,
    },
    /// The same as one step, for a lock with readers.
    Write(u32),
    Read,
    Send(u32),
    TryReceive,
}

pub(super) type Program = Vec<Vec<Step>>;
/// What each thread saw, and what is left.
pub(in crate::model::tests) type Outcome = (Vec<Vec<u32>>, Vec<u32>);

/// Numbers that are the same on every machine.
pub(in crate::model::tests) struct Dice(pub(in crate::model::tests) u64);

impl Dice {
    pub(in crate::model::tests) fn below(&mut self, sides: u64) -> u64 {
        // Knuth's multiplier; the high bits are the better ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub(super) fn program(&mut self, threads: usize, steps: u64) -> Program {
        (0..threads).map(|_| self.thread(steps)).collect()
    }

    /// Threads that wait for one another's calls.
    pub(super) fn calls(&mut self, threads: usize) -> Program {
        let thread = |_| {
            let (lock, all) = (Step::Lock(1 + self.below(9) as u32), self.below(2) == 0);
            let steps: &[Step] = match self.below(5) {
                0 | 1 => &[lock, Step::Wait],
                2 => &[lock, Step::Wait, Step::Call { all }],
                3 => &[lock, Step::Call { all }, Step::Unlock],
                _ => &[Step::Call { all }],
            };
            steps.to_vec()
        };
        (0..threads).map(thread).collect()
    }

    fn thread(&mut self, most: u64) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut held = false;
        for _ in 0..1 + self.below(most) {
            let value = 1 + self.below(9) as u32;
            let which = self.below(2) as usize;
            let step = match self.below(11) {
                0 => Step::Load(which),
                1 => Step::Store(which, value),
                2 => Step::Add(which, value),
                3 => Step::Exchange(which, value),
                4 | 5 if !held => Step::Lock(value),
                6 if !held => Step::TryLock(value),
                4..=6 => Step::Unlock,
                7 => Step::Write(value),
                8 => Step::Read,
                9 => Step::Send(value),
                _ => Step::TryReceive,
            };
            held = match step {
                Step::Lock(_) | Step::TryLock(_) => true,
                Step::Unlock => false,
                _ => held,
            };
            steps.push(step);
        }
        steps
    }
}

pub(in crate::model::tests) const NOTHING: u32 = 99;

/// Where a program stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    next: Vec<usize>,
    seen: Vec<Vec<u32>>,
    atomics: [u32; 2],
    guarded: u32,
    holder: Option<usize>,
    shared: u32,
    messages: Vec<u32>,
    asleep: Vec<Sleep>,
    /// Who has woken up for no reason.
    woken: Vec<bool>,
}

/// How a thread stands with the condition variable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sleep {
    No,
    Waits,
    Called,
    TimedOut,
}

impl State {
    /// The states that the next step of a thread leads to; none if it has to wait.
    fn after(&self, program: &Program, thread: usize) -> Vec<Self> {
        let step = program[thread][self.next[thread]];
        match (self.asleep[thread], step) {
            (Sleep::Waits, _) => {
                let mut ways = vec![self.with(thread, Sleep::TimedOut)];
                if !self.woken[thread] {
                    let mut state = self.with(thread, Sleep::Called);
                    state.woken[thread] = true;
                    ways.push(state);
                }
                ways
            }
            (Sleep::No, Step::Wait) if self.holder == Some(thread) => {
                let mut state = self.with(thread, Sleep::Waits);
                state.let_go(thread);
                vec![state]
            }
            (Sleep::No, Step::Call { all }) => self.called(thread, all),
            _ => self.by_one_way(step, thread).into_iter().collect(),
        }
    }

    fn with(&self, thread: usize, sleep: Sleep) -> Self {
        let mut state = self.clone();
        state.asleep[thread] = sleep;
        state
    }

    /// One who waits is called, any of them; or all are.
    fn called(&self, by: usize, all: bool) -> Vec<Self> {
        let mut state = self.clone();
        state.next[by] += 1;
        let waits = |thread: &usize| state.asleep[*thread] == Sleep::Waits;
        let waiting: Vec<usize> = (0..self.next.len()).filter(waits).collect();
        if all || waiting.is_empty() {
            for thread in waiting {
                state.asleep[thread] = Sleep::Called;
            }
            return vec![state];
        }
        let call = |&thread: &usize| state.with(thread, Sleep::Called);
        waiting.iter().map(call).collect()
    }

    fn by_one_way(&self, step: Step, thread: usize) -> Option<Self> {
        let mut state = self.clone();
        state.next[thread] += 1;
        let mut see = |value| state.seen[thread].push(value);
        match step {
            Step::Load(which) => see(self.atomics[which]),
            Step::Store(which, value) => state.atomics[which] = value,
            Step::Add(which, value) => {
                see(self.atomics[which]);
                state.atomics[which] += value;
            }
            Step::Exchange(which, value) => {
                see(self.atomics[which]);
                if self.atomics[which] == 0 {
                    state.atomics[which] = value;
                }
            }
            Step::Lock(_) if self.holder.is_some() => return None,
            Step::TryLock(_) if self.holder.is_some() => see(NOTHING),
            Step::Lock(value) | Step::TryLock(value) => {
                see(self.guarded);
                state.guarded += value;
                state.holder = Some(thread);
            }
            Step::Unlock => state.let_go(thread),
            Step::Call { .. } => unreachable!("has ways of its own"),
            Step::Wait => match self.asleep[thread] {
                Sleep::No => {} // `try_lock` had failed
                _ if self.holder.is_some() => return None,
                sleep => {
                    see(u32::from(sleep == Sleep::TimedOut));
                    see(self.guarded);
                    state.holder = Some(thread);
                    state.asleep[thread] = Sleep::No;
                }
            },
            Step::Write(value) => {
                see(self.shared);
                state.shared += value;
            }
            Step::Read => see(self.shared),
            Step::Send(value) => state.messages.push(value),
            Step::TryReceive => see(if state.messages.is_empty() {
                NOTHING
            } else {
                state.messages.remove(0)
            }),
        }
        Some(state)
    }

    fn let_go(&mut self, thread: usize) {
        if self.holder == Some(thread) {
            self.holder = None;
        }
    }
}

/// All outcomes, by trying everything.
pub(super) fn enumerate(program: &Program) -> BTreeSet<Outcome> {
    let mut program = program.clone();
    // A guard is dropped at the end, which others may see as a step of its own.
    program
        .iter_mut()
        .for_each(|steps| steps.push(Step::Unlock));
    let start = State {
        next: vec![0; program.len()],
        seen: vec![Vec::new(); program.len()],
        atomics: [0; 2],
        guarded: 0,
        holder: None,
        shared: 0,
        messages: Vec::new(),
        asleep: vec![Sleep::No; program.len()],
        woken: vec![false; program.len()],
    };
    everything(start, |state| {
        let left: Vec<usize> = (0..program.len())
            .filter(|&thread| state.next[thread] < program[thread].len())
            .collect();
        let end = left.is_empty().then(|| {
            let rest = [
                &state.atomics[..],
                &[state.guarded, state.shared],
                &state.messages,
            ];
            (state.seen.clone(), rest.concat())
        });
        let ways = left.into_iter();
        let ways = ways.flat_map(|thread| state.after(&program, thread));
        (ways.collect(), end)
    })
}

/// All outcomes that can be reached. `after` tells the states that a state leads to, and its outcome if it is an end.
pub(in crate::model::tests) fn everything<S: Clone + Ord>(
    start: S,
    after: impl Fn(&S) -> (Vec<S>, Option<Outcome>),
) -> BTreeSet<Outcome> {
    let (mut open, mut known, mut outcomes) = (vec![start], BTreeSet::new(), BTreeSet::new());
    while let Some(state) = open.pop() {
        if known.insert(state.clone()) {
            let (ways, end) = after(&state);
            outcomes.extend(end);
            open.extend(ways);
        }
    }
    outcomes
}
