//! Each thread has a lock of its own, and nobody is kept out.

use super::{Reason, number, rows};
use crate::model::timeline::{facts::Facts, moment::Hold};

/// Two locks that the same line made, held by two threads at the same time, and each of them only
/// ever used by one thread.
pub(super) fn reason(facts: &Facts) -> Option<Reason> {
    (0..facts.log.events.len()).find_map(|event| {
        let holds = &facts.replay.after(event).holds;
        let (late, early) = holds.split_last()?;
        let twin = early.iter().find(|hold| are_twins(facts, hold, late))?;
        let [one, other] = [twin, late].map(|hold| (facts.thread(hold.thread), facts.object(hold.object)));
        Some(Reason {
            kind: "own-lock",
            sentences: vec![format!(
                "{} holds {} (row {}) and {} holds {} (row {}): two locks, each made for one thread alone, so neither \
                 keeps the other thread out.",
                one.0,
                one.1,
                number(facts, twin.since),
                other.0,
                other.1,
                number(facts, late.since)
            )],
            rows: rows(facts, &[twin.since, late.since]),
        })
    })
}

fn are_twins(facts: &Facts, one: &Hold, other: &Hold) -> bool {
    let users = |object: usize| {
        let mut users: Vec<usize> = facts
            .log
            .events
            .iter()
            .filter(|event| event.object == Some(object))
            .map(|event| event.thread)
            .collect();
        users.sort_unstable();
        users.dedup();
        users.len()
    };
    one.object != other.object
        && one.thread != other.thread
        && facts.log.objects[one.object].made == facts.log.objects[other.object].made
        && users(one.object) == 1
        && users(other.object) == 1
}
