//! Programs of threads that meet, and all their outcomes by trying everything.

use std::collections::BTreeSet;

use crate::model::tests::random::{Dice, NOTHING, Outcome, everything};

/// There is nobody at the other end any more.
pub(super) const GONE: u32 = 98;

/// One step of a thread. Thread 0 has the channel's receiver, every other one a sender; who has done its last step drops it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Adds to a number that all share; sees what it was.
    Add(u32),
    /// Waits at the barrier for all the others, and sees whether it is the leader.
    Meet,
    /// Makes the value of the cell if nobody has, adding it to the number that all share; sees the cell's value.
    Make(u32),
    /// Runs what is to run once if nobody has: it adds to the number that all share.
    Once(u32),
    /// Sees the cell's value.
    Get,
    /// Puts a value into the cell; sees whether there was none.
    Set(u32),
    Send(u32),
    TrySend(u32),
    Receive,
    TryReceive,
    /// Receives, or gives up after a while.
    ReceiveInTime,
}

#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) threads: Vec<Vec<Step>>,
    /// The channel's.
    pub(super) capacity: usize,
}

impl Dice {
    /// Threads that meet at a barrier, the same number of times each.
    pub(super) fn meeting(&mut self, threads: usize) -> Program {
        let meetings = 1 + self.below(2);
        let threads = (0..threads).map(|_| {
            let mut steps = Vec::new();
            for _ in 0..meetings {
                if self.below(2) == 0 {
                    steps.push(self.step_of_a_cell());
                }
                steps.push(Step::Meet);
            }
            steps.push(self.step_of_a_cell());
            steps
        });
        Program {
            threads: threads.collect(),
            capacity: 0,
        }
    }

    /// Threads that send, and one that receives.
    pub(super) fn sending(&mut self, threads: usize, most: u64) -> Program {
        let threads = (0..threads).map(|thread| {
            let steps = 0..1 + self.below(most);
            let step = |_| self.step_of_a_channel(thread == 0);
            steps.map(step).collect()
        });
        Program {
            threads: threads.collect(),
            capacity: self.below(2) as usize,
        }
    }

    fn step_of_a_channel(&mut self, receives: bool) -> Step {
        let value = 1 + self.below(9) as u32;
        match (self.below(6), receives) {
            (0, _) => Step::Add(value),
            (1 | 2, true) => Step::Receive,
            (3, true) => Step::TryReceive,
            (_, true) => Step::ReceiveInTime,
            (1..=3, false) => Step::Send(value),
            (_, false) => Step::TrySend(value),
        }
    }

    fn step_of_a_cell(&mut self) -> Step {
        let value = 1 + self.below(9) as u32;
        match self.below(7) {
            0 => Step::Add(value),
            1 | 2 => Step::Make(value),
            3 | 4 => Step::Once(value),
            5 => Step::Get,
            _ => Step::Set(value),
        }
    }
}

/// How a thread stands in the step that it has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stand {
    /// It has begun none.
    Before,
    /// It waits for the others at the barrier, at the other end of the channel.
    Waits,
    /// It runs what is to run once, as nobody else does.
    Runs,
    /// It has run it, and nobody knows yet.
    HasRun,
    /// It need not wait any longer, and sees this.
    Sees(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Empty,
    Busy,
    Full(u32),
}

/// Where a program stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    next: Vec<usize>,
    stand: Vec<Stand>,
    seen: Vec<Vec<u32>>,
    number: u32,
    /// The cell, and what runs once.
    cells: [Cell; 2],
    /// Messages; where the channel has no room those of senders that wait.
    messages: Vec<(usize, u32)>,
}

impl Program {
    /// All outcomes.
    pub(super) fn outcomes(&self) -> BTreeSet<Outcome> {
        let threads = self.threads.len();
        let start = State {
            next: vec![0; threads],
            stand: vec![Stand::Before; threads],
            seen: vec![Vec::new(); threads],
            number: 0,
            cells: [Cell::Empty; 2],
            messages: Vec::new(),
        };
        everything(start, |state| {
            let left = (0..threads).filter(|&thread| !self.has_left(state, thread));
            let ways: Vec<State> = left
                .clone()
                .flat_map(|thread| self.ways(state, thread))
                .collect();
            let end = (left.count() == 0).then(|| (state.seen.clone(), vec![state.number]));
            (ways, end)
        })
    }

    /// Whether its end of the channel has been dropped: a step of its own, after the last one.
    fn has_left(&self, state: &State, thread: usize) -> bool {
        state.next[thread] > self.threads[thread].len()
    }

    /// The states that a thread's next move leads to; none if it has to wait.
    fn ways(&self, state: &State, thread: usize) -> Vec<State> {
        let step = self.threads[thread].get(state.next[thread]).copied();
        let mut after = state.clone();
        let alone = self.is_alone(state, thread);
        match (step, state.stand[thread]) {
            (None, _) => after.goes_on(thread, None),
            (_, Stand::Sees(value)) => after.goes_on(thread, Some(value)),
            (Some(Step::Add(value)), _) => {
                let before = after.add(value);
                after.goes_on(thread, Some(before));
            }
            (Some(Step::Make(value) | Step::Once(value)), Stand::Runs) => {
                let before = after.add(value);
                after.seen[thread].push(before);
                after.stand[thread] = Stand::HasRun;
            }
            (Some(Step::Meet), Stand::Before) => after.arrives(thread),
            (Some(Step::Meet), _) => return Vec::new(),
            (Some(Step::Get), _) => {
                let value = match state.cells[0] {
                    Cell::Full(value) => value,
                    Cell::Empty | Cell::Busy => NOTHING,
                };
                after.goes_on(thread, Some(value));
            }
            (Some(Step::Set(value)), _) => match state.cells[0] {
                Cell::Busy => return Vec::new(),
                Cell::Full(_) => after.goes_on(thread, Some(0)),
                Cell::Empty => {
                    after.cells[0] = Cell::Full(value);
                    after.goes_on(thread, Some(1));
                }
            },
            (Some(Step::Make(value)), Stand::HasRun) => {
                after.cells[0] = Cell::Full(value);
                after.goes_on(thread, Some(value));
            }
            (Some(Step::Once(_)), Stand::HasRun) => {
                after.cells[1] = Cell::Full(0);
                after.goes_on(thread, None);
            }
            (Some(Step::Make(_)), _) => return state.begins(thread, 0),
            (Some(Step::Once(_)), _) => return state.begins(thread, 1),
            (Some(Step::Send(_) | Step::TrySend(_)), _) if alone => {
                after.messages.retain(|(sender, _)| *sender != thread);
                after.goes_on(thread, Some(GONE));
            }
            (Some(Step::Send(value)), Stand::Before) => return self.sends(state, thread, value),
            (Some(Step::TrySend(value)), _) => {
                let waits = state.stand[0] == Stand::Waits && state.messages.is_empty();
                match (self.capacity, waits) {
                    (0, true) => {
                        after.stand[0] = Stand::Sees(value);
                        after.goes_on(thread, Some(1));
                    }
                    (room, _) if state.messages.len() < room => {
                        after.messages.push((thread, value));
                        after.goes_on(thread, Some(1));
                    }
                    _ => after.goes_on(thread, Some(NOTHING)),
                }
            }
            (Some(Step::Send(_)), _) => return Vec::new(),
            (Some(Step::Receive | Step::TryReceive | Step::ReceiveInTime), _)
                if !state.messages.is_empty() =>
            {
                let (sender, value) = after.messages.remove(0);
                if self.capacity == 0 {
                    after.stand[sender] = Stand::Sees(1);
                }
                after.goes_on(thread, Some(value));
            }
            (Some(Step::Receive | Step::TryReceive | Step::ReceiveInTime), _) if alone => {
                after.goes_on(thread, Some(GONE));
            }
            (Some(Step::TryReceive), _) => after.goes_on(thread, Some(NOTHING)),
            (Some(Step::Receive | Step::ReceiveInTime), Stand::Before) => {
                after.stand[thread] = Stand::Waits;
            }
            (Some(Step::ReceiveInTime), _) => after.goes_on(thread, Some(NOTHING)),
            (Some(Step::Receive), _) => return Vec::new(),
        }
        vec![after]
    }

    /// Whether nobody is at the other end of the channel.
    fn is_alone(&self, state: &State, thread: usize) -> bool {
        match thread {
            0 => (1..self.threads.len()).all(|other| self.has_left(state, other)),
            _ => self.has_left(state, 0),
        }
    }

    fn sends(&self, state: &State, thread: usize, value: u32) -> Vec<State> {
        let mut after = state.clone();
        if self.capacity == 0 {
            // The receiver takes it sooner or later, or leaves.
            after.messages.push((thread, value));
            after.stand[thread] = Stand::Waits;
        } else if state.messages.len() < self.capacity {
            after.messages.push((thread, value));
            after.goes_on(thread, Some(1));
        } else {
            return Vec::new();
        }
        vec![after]
    }
}

impl State {
    fn goes_on(&mut self, thread: usize, sees: Option<u32>) {
        self.seen[thread].extend(sees);
        self.stand[thread] = Stand::Before;
        self.next[thread] += 1;
    }

    /// Adds to the number that all share, and returns what it was.
    fn add(&mut self, value: u32) -> u32 {
        self.number += value;
        self.number - value
    }

    /// The last one to come is the leader, and lets all go on.
    fn arrives(&mut self, thread: usize) {
        let others: Vec<usize> = (0..self.next.len()).filter(|it| *it != thread).collect();
        if others.iter().all(|it| self.stand[*it] == Stand::Waits) {
            for other in others {
                self.stand[other] = Stand::Sees(0);
            }
            self.goes_on(thread, Some(1));
        } else {
            self.stand[thread] = Stand::Waits;
        }
    }

    /// Runs what is to run once, or goes on if somebody has.
    fn begins(&self, thread: usize, cell: usize) -> Vec<Self> {
        let mut after = self.clone();
        match self.cells[cell] {
            Cell::Busy => return Vec::new(),
            Cell::Full(value) => after.goes_on(thread, (cell == 0).then_some(value)),
            Cell::Empty => {
                after.cells[cell] = Cell::Busy;
                after.stand[thread] = Stand::Runs;
            }
        }
        vec![after]
    }
}
