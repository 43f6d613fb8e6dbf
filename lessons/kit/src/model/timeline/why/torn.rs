//! Two values that belong together, read one by one while another thread changes both.

use super::{Reason, number, rows};
use crate::model::timeline::{access::Access, facts::Facts};

/// The last two reads of the panicking thread that another thread's change falls between, or that
/// fall into another thread's change.
pub(super) fn reason(facts: &Facts, reader: usize) -> Option<Reason> {
    let reads: Vec<&Access> = facts
        .accesses
        .iter()
        .filter(|access| access.thread == reader && !access.writes)
        .collect();
    let pairs = reads
        .iter()
        .enumerate()
        .rev()
        .flat_map(|(index, late)| reads[..index].iter().rev().map(move |early| (*early, *late)))
        .filter(|(early, late)| early.object != late.object);
    pairs
        .into_iter()
        .find_map(|(early, late)| across(facts, early, late).or_else(|| amid(facts, early, late)))
}

fn writes_of<'a>(facts: &'a Facts, object: usize) -> impl DoubleEndedIterator<Item = &'a Access> {
    facts
        .accesses
        .iter()
        .filter(move |access| access.writes && access.object == object)
}

/// One read before the whole change, the other one after it.
fn across(facts: &Facts, early: &Access, late: &Access) -> Option<Reason> {
    let between = |access: &&Access| {
        access.thread != early.thread && access.event > early.event && access.event < late.event
    };
    let (first, second) = writes_of(facts, early.object).filter(between).find_map(|one| {
        let other = writes_of(facts, late.object)
            .filter(between)
            .find(|other| other.thread == one.thread)?;
        Some((one, other))
    })?;
    let [reader, writer] = [early.thread, first.thread].map(|thread| facts.thread(thread));
    let [one, other] = [early.object, late.object].map(|object| facts.object(object));
    let mut changes = [first.event, second.event];
    changes.sort_unstable();
    let changes = rows(facts, &changes);
    let changes: Vec<String> = changes.iter().map(|row| (row + 1).to_string()).collect();
    Some(Reason {
        sentences: vec![
            format!(
                "{reader} reads {one} in row {} and {other} in row {}; between the two {writer} changes both \
                 (rows {}).",
                number(facts, early.event),
                number(facts, late.event),
                changes.join(" and "),
            ),
            format!("So {reader} has {one} from before the change and {other} from after it."),
        ],
        rows: rows(facts, &[early.event, late.event, first.event, second.event]),
    })
}

/// Both reads after one half of a change and before the other half.
fn amid(facts: &Facts, early: &Access, late: &Access) -> Option<Reason> {
    let half = facts.accesses.iter().rev().find(|access| {
        access.writes
            && access.thread != early.thread
            && access.event < early.event
            && (access.object == early.object || access.object == late.object)
            && was_stopped(facts, access, early)
    })?;
    let [reader, writer] = [early.thread, half.thread].map(|thread| facts.thread(thread));
    let untouched = if half.object == early.object { late.object } else { early.object };
    let untouched_since = writes_of(facts, untouched)
        .any(|access| access.thread == half.thread && access.event > half.event && access.event < late.event);
    if untouched_since {
        return None;
    }
    let [one, other] = [half.object, untouched].map(|object| facts.object(object));
    Some(Reason {
        sentences: vec![
            format!(
                "{writer} has changed {one} in row {} and is stopped before it is done with {other}.",
                number(facts, half.event)
            ),
            format!(
                "{reader} looks at both in between (rows {} and {}) and sees half of the change.",
                number(facts, early.event),
                number(facts, late.event)
            ),
        ],
        rows: rows(facts, &[half.event, early.event, late.event]),
    })
}

/// Whether the writer does nothing between its change and the read, and is not at its end.
fn was_stopped(facts: &Facts, half: &Access, read: &Access) -> bool {
    let mut rows = facts.rows.iter();
    let next = rows.find(|row| row.at > half.event && row.interrupted == Some(half.thread));
    next.is_some_and(|row| row.at <= read.event || row.tells(read.event))
}
