//! A woken thread that does not look again.

use super::{Reason, number, rows};
use crate::model::{log::What, timeline::facts::Facts};

/// The panicking thread was woken last, and others had changed what it waited for before it had
/// the lock again, or nobody had notified it at all.
pub(super) fn too_late(facts: &Facts, thread: usize) -> Option<Reason> {
    let events = &facts.log.events;
    let woken = events
        .iter()
        .rposition(|event| event.thread == thread && matches!(event.what, What::Woken { .. } | What::Wait { .. }))?;
    let What::Woken { mutex, timed_out: false } = events[woken].what else {
        return None;
    };
    // Anything that it took since then counts more than the wake-up.
    let went_on = facts
        .accesses
        .iter()
        .any(|access| access.thread == thread && access.event > woken && access.object != mutex);
    let held = facts.replay.end().held_by(thread).any(|hold| hold.since == woken);
    if went_on || !held {
        return None;
    }
    let wait = events[..woken]
        .iter()
        .rposition(|event| event.thread == thread && matches!(event.what, What::Wait { .. }))?;
    let notify = (wait..woken).rev().find(|index| {
        events[*index].object == events[woken].object
            && matches!(events[*index].what, What::NotifyOne(_) | What::NotifyAll(_))
    });
    let name = facts.object(mutex);
    let who = facts.thread(thread);
    let from = notify.unwrap_or(wait);
    let taken = facts.accesses.iter().rev().find(|access| {
        access.writes
            && access.object == mutex
            && access.thread != thread
            && access.event > from
            && access.event < woken
    })?;
    let other = facts.thread(taken.thread);
    let begun = match notify {
        Some(notify) => format!("Row {} wakes {who}", number(facts, notify)),
        None => format!("{who} wakes up"),
    };
    let finds = events[woken].before.as_ref().map(|v| format!(" and finds {v}")).unwrap_or_default();
    Some(Reason {
        sentences: vec![
            format!("{begun}, but {other} is first to get the lock and changes {name} (row {}).", number(facts, taken.event)),
            format!("{who} has the lock only in row {}{finds}, and does not look whether it may go on.", number(facts, woken)),
        ],
        rows: rows(facts, &[wait, from, taken.event, woken]),
    })
}
