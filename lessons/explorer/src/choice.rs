//! Choices that the model itself makes.

use crate::{
    end::{Stop, stop},
    execution::{Execution, with},
    fingerprint::mix,
    menu::{Menu, MenuKind},
    path::Astray,
};

/// What it costs to choose another alternative than the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// All are equally likely to a reader.
    Free,
    /// All but the first are surprises, and count against the bound.
    Surprise,
}

/// One of `count` alternatives, counted from 0; every one is tried.
///
/// Such as: which of several waiters `notify_one` wakes. It is no scheduling point, and what was chosen is observed.
/// A choice that can come again and again without end needs [`rarely`] in its place.
#[track_caller]
pub fn choose(count: usize, price: Price) -> usize {
    let surprise = u32::from(price == Price::Surprise);
    let chosen = with(|x| {
        x.choose(count, MenuKind::Other, |alternative| {
            surprise * u32::from(alternative > 0)
        })
    });
    let chosen = follow(chosen);
    with(|x| x.observe(mix(11, chosen as u64)));
    chosen
}

/// Whether something rare happens now, such as a weak compare-exchange that fails for no reason.
///
/// A surprise, and at most once per thread and execution: else a loop around it would have no end.
#[must_use]
#[track_caller]
pub fn rarely() -> bool {
    if with(|x| x.thread().had_rare_event) {
        return false;
    }
    let happens = choose(2, Price::Surprise) == 1;
    with(|x| x.thread().had_rare_event = happens);
    happens
}

/// The choice, or the end of an execution that cannot follow its path.
pub(crate) fn follow(chosen: Result<usize, Astray>) -> usize {
    chosen.unwrap_or_else(|astray| stop(astray.into()))
}

impl From<Astray> for Stop {
    fn from(astray: Astray) -> Self {
        match astray {
            Astray::Different(difference) => Self::NotDeterministic(difference),
            Astray::Stale {
                choice,
                taken,
                count,
            } => Self::Stale(format!(
                "the schedule's choice {} asks for alternative {taken}, and there are {count}, counted from 0",
                choice + 1
            )),
        }
    }
}

impl Execution {
    /// Takes one of `count` alternatives, of which the first is free and none costs less than the one before.
    pub(crate) fn choose(
        &mut self,
        count: usize,
        kind: MenuKind,
        price: impl Fn(usize) -> u32,
    ) -> Result<usize, Astray> {
        if count < 2 || self.runs_out {
            return Ok(0);
        }
        let left = self.settings.bound.map(|bound| bound - self.cost);
        let affordable = (0..count)
            .take_while(|alternative| left.is_none_or(|left| price(*alternative) <= left))
            .count();
        self.was_bounded |= affordable < count;
        if affordable > 1 && matches!(kind, MenuKind::Switch { .. }) && self.was_here() {
            self.runs_out = true;
            return Ok(0);
        }
        let menu = Menu {
            kind,
            thread: self.current().0,
            count: u16::try_from(count).expect("at most a few thousand alternatives"),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a part of the hash is enough"
            )]
            history: self.thread().history as u32,
        };
        let chosen = self.path.choose(affordable, menu)?;
        self.cost += price(chosen);
        Ok(chosen)
    }

    /// Whether this state was seen before with no less left to spend, so that nothing new can come of it.
    fn was_here(&mut self) -> bool {
        // Choices that are being made again lead to where the search has yet to go.
        if !self.settings.pruning || !self.path.is_at_end() {
            return false;
        }
        let state = self.state();
        let spent = self.settings.bound.map_or(0, |_| self.cost);
        !self.seen.visit(state, spent)
    }

    /// A hash of all that decides what can happen from here on.
    ///
    /// Where a thread is, whether it is done, and whether it has had its one spurious wake-up is in its history.
    fn state(&self) -> u64 {
        let mut hash = self.objects.sum();
        if self.settings.bound.is_some() {
            // Whom a switch would interrupt.
            hash = mix(hash, self.current as u64);
        }
        let has_memory_orders = self.has_memory_orders();
        for (index, thread) in self.threads.iter().enumerate() {
            hash = mix(hash, thread.history);
            let others = self.changes_by_others(index);
            hash = mix(hash, thread.polls.fingerprint(thread.changed, others));
            if has_memory_orders {
                hash = mix(hash, thread.memory.fingerprint());
            }
        }
        if has_memory_orders {
            hash = mix(hash, self.memory.fingerprint());
        }
        hash
    }
}
