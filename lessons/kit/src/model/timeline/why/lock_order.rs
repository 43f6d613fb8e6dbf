//! Locks that are taken in different orders, or twice.

use super::{Reason, number, rows};
use crate::model::{
    log::{Wanted, What},
    timeline::{ending::circle, facts::Facts},
};

/// Why the threads that wait for each other came to do so.
pub(super) fn reason(facts: &Facts) -> Option<Reason> {
    let circle = circle(facts);
    if let Some(reason) = behind_a_writer(facts, &circle) {
        return Some(reason);
    }
    match circle.as_slice() {
        [one] => twice(facts, *one),
        [one, other] => opposite(facts, *one, *other),
        _ => None,
    }
}

/// What a thread holds that `other` wants: the lock, and the event that took it.
fn kept_from(facts: &Facts, thread: usize, other: usize) -> Option<(usize, usize)> {
    let wish = facts.replay.stuck(facts.log, other)?;
    let event = &facts.log.events[wish];
    if !matches!(event.what, What::Wants(wanted) if wanted.lock().is_some()) {
        return None;
    }
    let mut held = facts.replay.end().held_by(thread);
    let hold = held.find(|hold| Some(hold.object) == event.object)?;
    Some((hold.object, hold.since))
}

fn twice(facts: &Facts, thread: usize) -> Option<Reason> {
    let (object, since) = kept_from(facts, thread, thread)?;
    let wish = facts.replay.stuck(facts.log, thread)?;
    let who = facts.thread(thread);
    if facts.log.events[since].what == What::ReadLock {
        return Some(Reason {
            kind: "lock-order",
            sentences: vec![format!(
                "A write lock waits until every read lock is let go, and {who} keeps its own, of row {}, while it waits.",
                number(facts, since)
            )],
            rows: rows(facts, &[since, wish]),
        });
    }
    Some(Reason {
        kind: "lock-order",
        sentences: vec![
            format!(
                "The guard of row {} is still alive, so {} is still locked when {who} asks for it again.",
                number(facts, since),
                facts.object(object)
            ),
            "A lock lets nobody in twice, not even the thread that holds it.".to_string(),
        ],
        rows: rows(facts, &[since, wish]),
    })
}

/// A reader that waits behind a writer, who waits for readers to leave.
fn behind_a_writer(facts: &Facts, circle: &[usize]) -> Option<Reason> {
    let end = facts.replay.end();
    let (reader, wish, lock) = circle.iter().find_map(|thread| {
        let wish = facts.replay.stuck(facts.log, *thread)?;
        let event = &facts.log.events[wish];
        let lock = event.object?;
        let behind = event.what == What::Wants(Wanted::Read) && end.queue(lock).next().is_some();
        behind.then_some((*thread, wish, lock))
    })?;
    let writer = end.queue(lock).find(|writer| circle.contains(writer))?;
    let mut reads = end.in_the_way(lock, false);
    let hold = reads.find(|hold| circle.contains(&hold.thread))?;
    let [asks, writes, has] = [reader, writer, hold.thread].map(|thread| facts.thread(thread));
    let row = number(facts, hold.since);
    let kept = if reader == hold.thread {
        format!("and {has} keeps its own, of row {row}, while it asks for another")
    } else {
        format!("and {has} keeps its own, of row {row}")
    };
    Some(Reason {
        kind: "behind-a-writer",
        sentences: vec![
            format!("{writes} waits until every read lock is let go, {kept}."),
            format!(
                "While a writer waits, {} may let no new reader in, so {asks} waits for {writes}.",
                facts.object(lock)
            ),
        ],
        rows: rows(facts, &[hold.since, wish]),
    })
}

fn opposite(facts: &Facts, one: usize, other: usize) -> Option<Reason> {
    let (first, since) = kept_from(facts, one, other)?;
    let (second, since_other) = kept_from(facts, other, one)?;
    let [one, other] = [one, other].map(|thread| facts.thread(thread));
    let [first, second] = [first, second].map(|object| facts.object(object));
    Some(Reason {
        kind: "lock-order",
        sentences: vec![format!(
            "{one} takes {first} and then asks for {second}; {other} takes them in the opposite order."
        )],
        rows: rows(facts, &[since, since_other]),
    })
}
