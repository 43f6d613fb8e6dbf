//! Two values that belong together, read one by one while another thread changes both.

use super::{Reason, number, rows};
use crate::model::{
    log::What,
    timeline::{access::Access, facts::Facts},
};

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
        .flat_map(|(index, late)| {
            reads[..index]
                .iter()
                .rev()
                .map(move |early| (*early, *late))
        })
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
    if is_changed_by_its_reader(facts, early) {
        return None; // a task of its own, and over: nothing is kept of what was read
    }
    let between = |access: &&Access| {
        access.thread != early.thread && access.event > early.event && access.event < late.event
    };
    let (first, second) = writes_of(facts, early.object)
        .filter(between)
        .find_map(|one| {
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
        kind: "torn",
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

/// Whether the reader itself changes the value in the same step.
fn is_changed_by_its_reader(facts: &Facts, read: &Access) -> bool {
    writes_of(facts, read.object)
        .any(|write| (write.thread, write.step) == (read.thread, read.step))
}

/// Both reads after one half of a change, while its thread is not done.
fn amid(facts: &Facts, early: &Access, late: &Access) -> Option<Reason> {
    let kind = |object: usize| facts.log.objects[object].kind;
    if kind(early.object) != kind(late.object) {
        return None;
    }
    let half = facts.accesses.iter().rev().find(|access| {
        access.writes
            && access.thread != early.thread
            && access.event < early.event
            && (access.object == early.object || access.object == late.object)
            && is_under_way(facts, access, late)
    })?;
    let untouched = if half.object == early.object {
        late.object
    } else {
        early.object
    };
    let [reader, writer] = [early.thread, half.thread].map(|thread| facts.thread(thread));
    let [one, other] = [half.object, untouched].map(|object| facts.object(object));
    Some(Reason {
        kind: "torn",
        sentences: vec![
            format!(
                "{writer} changes {one} in row {} and is not done yet.",
                number(facts, half.event)
            ),
            format!(
                "In the middle of it {reader} looks at {one} and {other} (rows {} and {}) and sees half of the change.",
                number(facts, early.event),
                number(facts, late.event)
            ),
        ],
        rows: rows(facts, &[half.event, early.event, late.event]),
    })
}

/// Whether the writer has more to do, and does none of it before the read.
fn is_under_way(facts: &Facts, half: &Access, read: &Access) -> bool {
    let mut between = facts.log.events[half.event + 1..=read.event].iter();
    between.all(|event| event.thread != half.thread || matches!(event.what, What::Wants(_)))
}
