//! Look, let go, change: what was seen is no longer true when it is used.

use super::{Reason, number, rows};
use crate::model::{
    log::What,
    timeline::{access::Access, facts::Facts},
};

/// A thread reads, another one writes, the first one comes back in a second step.
struct Gap<'a> {
    read: &'a Access,
    /// The change that the reader does not know of.
    between: &'a Access,
    /// The first thread's second step.
    again: &'a Access,
}

/// The last such gap; one that overwrites before one that is only out of date.
pub(super) fn reason(facts: &Facts, panicking: usize) -> Option<Reason> {
    tell(facts, &gaps(facts, Some(panicking)), false)
}

/// The last change that was certainly overwritten.
pub(super) fn certain(facts: &Facts) -> Option<Reason> {
    tell(facts, &gaps(facts, None), true)
}

fn tell(facts: &Facts, gaps: &[Gap], certain: bool) -> Option<Reason> {
    let overwrites = gaps.iter().rev().find(|gap| is_overwritten(facts, gap));
    let gap = overwrites.or(gaps.last().filter(|_| !certain))?;
    let Gap {
        read,
        between,
        again,
    } = gap;
    let (who, other) = (facts.thread(read.thread), facts.thread(between.thread));
    let name = facts.object(read.object);
    let [first, second, third] =
        [read.event, between.event, again.event].map(|event| number(facts, event));
    let value = |access: &Access| {
        access
            .value
            .as_ref()
            .map(|v| format!(" = {v}"))
            .unwrap_or_default()
    };
    let mut sentences = Vec::new();
    let basis = overwrites.and_then(|_| same_basis(facts, gap));
    match (overwrites.is_some(), &basis) {
        (true, Some(basis)) => {
            sentences.push(format!(
                "Rows {first} and {} read the same {name}{}, and both threads go on from it.",
                number(facts, basis.event),
                value(read)
            ));
            let over = match (&again.value, &between.value) {
                (Some(new), Some(old)) => format!("writes {new} over the {old} of row {second}"),
                _ => format!("writes over what row {second} wrote"),
            };
            sentences.push(format!("So row {third} {over}: one of the two changes is lost."));
        }
        (true, None) => sentences.push(format!(
            "Row {third} writes {name}{} from what row {first} read, over the change that {other} made in row {second}: \
             that change is lost.",
            value(again)
        )),
        (false, _) => {
            let changed = match (&read.value, &between.value) {
                (Some(old), Some(new)) => format!("{other} changed {name} from {old} to {new}"),
                _ => format!("{other} changed {name}"),
            };
            sentences.push(format!(
                "Between row {first}, where {who} looked at {name}{}, and row {third}, where it comes back, \
                 {changed} (row {second}).",
                value(read)
            ));
            sentences.push(format!("What {who} saw in row {first} was no longer true in row {third}."));
        }
    }
    let mut events = vec![read.event, between.event, again.event];
    events.extend(basis.map(|basis| basis.event));
    Some(Reason {
        kind: "lost-update",
        sentences,
        rows: rows(facts, &events),
    })
}

fn gaps<'a>(facts: &'a Facts, panicking: Option<usize>) -> Vec<Gap<'a>> {
    let all = &facts.accesses;
    let mut found = Vec::new();
    for (index, again) in all.iter().enumerate() {
        // The second step changes the value, or it is the one in which the thread panics.
        let last_words = Some(again.thread) == panicking
            && !all[index + 1..].iter().any(|a| a.thread == again.thread)
            && holds_when_it_panics(facts, again);
        if !again.writes && !last_words {
            continue;
        }
        let same = |other: &&Access| other.thread == again.thread && other.object == again.object;
        let Some(read) = all[..index]
            .iter()
            .rev()
            .filter(same)
            .find(|a| a.step != again.step)
        else {
            continue;
        };
        let step_wrote = all
            .iter()
            .filter(same)
            .any(|a| a.step == read.step && a.writes);
        if step_wrote || ended_by_waiting(facts, read) {
            continue;
        }
        let between = all[..index].iter().rev().find(|other| {
            other.writes
                && other.object == again.object
                && other.thread != again.thread
                && other.event > read.event
                && other.event < again.event
        });
        // A lock that was held all the time lets nobody between.
        if let Some(between) = between {
            found.push(Gap {
                read,
                between,
                again,
            });
        }
    }
    found
}

/// Whether the thread panics while it holds this: it had come back to use what it saw.
fn holds_when_it_panics(facts: &Facts, access: &Access) -> bool {
    let mut held = facts.replay.end().held_by(access.thread);
    held.any(|hold| hold.object == access.object && hold.since == access.step)
}

/// Looking again after having waited is right; [`super::woken`] speaks of it where it is not.
fn ended_by_waiting(facts: &Facts, read: &Access) -> bool {
    let events = &facts.log.events;
    events[read.event + 1..]
        .iter()
        .find(|event| {
            event.thread == read.thread
                && (event.object == Some(read.object)
                    || event.what == What::Wait { mutex: read.object })
        })
        .is_some_and(|event| matches!(event.what, What::Wait { .. }))
}

/// Whether the second step certainly does not build on the change between: a store that did not
/// look, or a value that is just what the other thread had left.
fn is_overwritten(facts: &Facts, gap: &Gap) -> bool {
    if !gap.again.writes {
        return false;
    }
    let blind =
        facts.log.events[gap.again.event].what == What::Store || assigns(facts, gap.again.step);
    blind || (gap.again.value.is_some() && gap.again.value == gap.between.value)
}

/// Whether the line that took the lock assigns to what it guards, and does not look at it:
/// `*total.lock().unwrap() = …`, but not `+=`.
fn assigns(facts: &Facts, step: usize) -> bool {
    let Some(place) = facts.log.events[step].place else {
        return false;
    };
    let code = facts.sources.code(place);
    code.starts_with('*')
        && code
            .split_once(" = ")
            .is_some_and(|(left, _)| left.contains("()"))
}

/// The other thread's own read of the value that the first thread read, if there is one.
fn same_basis<'a>(facts: &'a Facts, gap: &Gap) -> Option<&'a Access> {
    let basis = |other: &&Access| {
        !other.writes
            && other.thread == gap.between.thread
            && other.object == gap.read.object
            && other.event < gap.between.event
            && other.value == gap.read.value
    };
    // Where it looked, rather than where it took the lock to write.
    let looked = |other: &&Access| basis(other) && other.step != gap.between.step;
    let mut backwards = facts.accesses.iter().rev();
    backwards
        .clone()
        .find(looked)
        .or_else(|| backwards.find(basis))
}
