//! Candidate executions of a program, and the axioms of C++20 for them.
//!
//! This is written from the standard's text ([intro.races], [atomics.order]), and shares nothing with the engine:
//! it knows no schedules and no views, only events and relations between them.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use super::relation::{MOST, Relation};
use crate::programs::{Answer, Op, Program, REGISTERS};

/// An operation in a candidate execution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// `None`: the first value of a register.
    pub(super) thread: Option<usize>,
    op: Op,
}

/// All events: the first values, then each thread's operations.
pub(super) fn events(program: &Program) -> Vec<Event> {
    let first = (0..REGISTERS).map(|register| Event {
        thread: None,
        op: Op::Store(register, 0, Relaxed),
    });
    let others = program.iter().enumerate().flat_map(|(thread, operations)| {
        operations.iter().map(move |op| Event {
            thread: Some(thread),
            op: *op,
        })
    });
    let events: Vec<_> = first.chain(others).collect();
    assert!(events.len() <= MOST, "too large for these relations");
    events
}

impl Event {
    pub(super) fn register(&self) -> Option<usize> {
        match self.op {
            Op::Load(register, _)
            | Op::Store(register, ..)
            | Op::Add(register, ..)
            | Op::Swap(register, ..)
            | Op::Exchange(register, ..) => Some(register),
            _ => None,
        }
    }

    pub(super) fn reads(&self) -> bool {
        self.register().is_some() && !matches!(self.op, Op::Store(..))
    }

    pub(super) fn may_write(&self) -> bool {
        self.register().is_some() && !matches!(self.op, Op::Load(..))
    }

    /// What it writes if it reads that.
    fn writes(&self, read: u64) -> Option<u64> {
        match self.op {
            Op::Store(_, value, _) | Op::Swap(_, value, _) => Some(value),
            Op::Add(_, value, _) => Some(read + value),
            Op::Exchange(_, from, to, ..) => (read == from).then_some(to),
            _ => None,
        }
    }
}

/// The values of a candidate: who reads from whom is chosen, the rest follows.
pub(super) struct Candidate<'a> {
    events: &'a [Event],
    /// Whom each event reads from.
    from: &'a [usize],
    read: Vec<u64>,
    written: Vec<Option<u64>>,
}

impl<'a> Candidate<'a> {
    /// `None` if the values go round in a circle, or something is read that is not written.
    pub(super) fn new(events: &'a [Event], from: &'a [usize]) -> Option<Self> {
        let mut read: Vec<Option<u64>> = vec![None; events.len()];
        let mut written = vec![None; events.len()];
        for _ in 0..events.len() {
            for (index, event) in events.iter().enumerate() {
                if event.reads() {
                    read[index] = written[from[index]];
                    written[index] = read[index].and_then(|value| event.writes(value));
                } else {
                    written[index] = event.writes(0);
                }
            }
        }
        let is_complete =
            (0..events.len()).all(|index| !events[index].reads() || read[index].is_some());
        is_complete.then(|| Self {
            events,
            from,
            read: read.into_iter().map(Option::unwrap_or_default).collect(),
            written,
        })
    }

    pub(super) fn is_write(&self, event: usize) -> bool {
        self.written[event].is_some()
    }

    fn order(&self, event: usize) -> Ordering {
        match self.events[event].op {
            Op::Load(_, order) | Op::Store(_, _, order) | Op::Fence(order) => order,
            Op::Add(_, _, order) | Op::Swap(_, _, order) => order,
            Op::Exchange(_, _, _, success, failure) => {
                if self.is_write(event) {
                    success
                } else {
                    failure
                }
            }
            _ => unreachable!("only atomics and fences are generated"),
        }
    }

    fn is_fence(&self, event: usize) -> bool {
        matches!(self.events[event].op, Op::Fence(_))
    }

    fn acquires(&self, event: usize) -> bool {
        matches!(self.order(event), Acquire | AcqRel | SeqCst)
    }

    fn releases(&self, event: usize) -> bool {
        matches!(self.order(event), Release | AcqRel | SeqCst)
    }

    fn relation(&self, pairs: impl Fn(usize, usize) -> bool) -> Relation {
        let count = self.events.len();
        Relation::of(|from, to| from < count && to < count && from != to && pairs(from, to))
    }

    /// What the threads found, and what is left at the end by this modification order.
    pub(super) fn answer(&self, threads: usize, last: &[usize]) -> Answer {
        let mut answer = vec![Vec::new(); threads];
        for (index, event) in self.events.iter().enumerate() {
            if let Some(thread) = event.thread.filter(|_| event.reads()) {
                let changes = u64::from(self.is_write(index)) * 1000;
                answer[thread].push(self.read[index] + changes);
            }
        }
        let left = last
            .iter()
            .map(|event| self.written[*event].expect("a write"));
        answer.push(left.collect());
        answer.push(vec![0, 0]);
        answer
    }

    /// Whether C++20 allows it with this modification order; and if so, whether there is also an order of
    /// execution in which each store comes after those it follows in the modification order, and each
    /// value is written before it is read. That is all that the engine shows.
    pub(super) fn is_allowed(&self, modification: &Relation) -> Option<bool> {
        let sequenced = self.relation(|a, b| {
            self.events[a].thread.is_some()
                && self.events[a].thread == self.events[b].thread
                && a < b
        });
        let reads_from = self.relation(|a, b| self.events[b].reads() && self.from[b] == a);
        let from_read =
            self.relation(|a, b| self.events[a].reads() && modification.has(self.from[a], b));
        // Atomicity: a read-modify-write comes right after what it reads.
        let is_cut =
            self.relation(|a, b| from_read.has(a, b) && self.is_write(a) && modification.has(b, a));
        if is_cut != Relation::EMPTY {
            return None;
        }
        let synchronizes = self.synchronizes(&sequenced, &reads_from);
        let begins = self
            .relation(|a, b| self.events[a].thread.is_none() && self.events[b].thread.is_some());
        let happens_before = sequenced.or(&synchronizes).or(&begins).closure();
        let coherence = reads_from.or(modification).or(&from_read).closure();
        if !happens_before.is_irreflexive()
            || !coherence.is_irreflexive()
            || !happens_before.then(&coherence).is_irreflexive()
        {
            return None;
        }
        let sequential = self.sequential(&sequenced, &synchronizes, &happens_before, &coherence);
        if !sequential.is_acyclic() {
            return None;
        }
        let executed = sequenced.or(&reads_from).or(&begins);
        // Values out of thin air are nobody's business; C++20 only recommends against them.
        let in_order = executed.or(modification).or(&sequential);
        Some(in_order.is_acyclic())
    }

    fn synchronizes(&self, sequenced: &Relation, reads_from: &Relation) -> Relation {
        // A release sequence: read-modify-writes, each of which reads from the one before.
        let goes_on = self.relation(|a, b| reads_from.has(a, b) && self.is_write(b));
        let sequence = goes_on.closure();
        let reaches = |head: usize, read: usize| {
            let source = self.from[read];
            source == head || sequence.has(head, source)
        };
        let atomic = |event: usize| self.events[event].register().is_some();
        self.relation(|a, b| {
            if !self.releases(a) || !self.acquires(b) {
                return false;
            }
            let heads = (0..self.events.len()).filter(|head| {
                self.is_write(*head)
                    && if self.is_fence(a) {
                        atomic(*head) && sequenced.has(a, *head)
                    } else {
                        *head == a
                    }
            });
            heads.into_iter().any(|head| {
                (0..self.events.len()).any(|read| {
                    self.events[read].reads()
                        && reaches(head, read)
                        && if self.is_fence(b) {
                            sequenced.has(read, b)
                        } else {
                            read == b
                        }
                })
            })
        })
    }

    /// What the single total order of all `SeqCst` operations must agree with.
    fn sequential(
        &self,
        sequenced: &Relation,
        synchronizes: &Relation,
        happens_before: &Relation,
        coherence: &Relation,
    ) -> Relation {
        let is_sequential = |event: usize| self.order(event) == SeqCst;
        let is_fence = |event: usize| is_sequential(event) && self.is_fence(event);
        let both =
            self.relation(|a, b| synchronizes.has(a, b) && is_sequential(a) && is_sequential(b));
        let around = sequenced.then(happens_before).then(sequenced);
        let strongly = sequenced.or(&both).or(&around).closure();
        let all = 0..self.events.len();
        self.relation(|x, y| {
            if !is_sequential(x) || !is_sequential(y) {
                return false;
            }
            let begins = |a: usize| a == x || (is_fence(x) && happens_before.has(x, a));
            let ends = |b: usize| b == y || (is_fence(y) && happens_before.has(b, y));
            strongly.has(x, y)
                || all
                    .clone()
                    .any(|a| begins(a) && all.clone().any(|b| ends(b) && coherence.has(a, b)))
        })
    }
}
