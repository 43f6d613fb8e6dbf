//! A thread that waits on a condition variable for ever.

use super::{Reason, number, rows};
use crate::model::{log::What, timeline::facts::Facts};

/// One reason for each condition variable that somebody waits on at the end.
pub(super) fn reasons(facts: &Facts) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    let mut told = Vec::new();
    for (thread, condvar) in &facts.replay.end().waiters {
        if told.contains(condvar) {
            continue;
        }
        told.push(*condvar);
        let wait = facts.log.events.iter().rposition(|event| {
            event.thread == *thread
                && event.object == Some(*condvar)
                && matches!(event.what, What::Wait { .. })
        });
        if let Some(wait) = wait {
            found.push(reason(facts, *thread, *condvar, wait));
        }
    }
    found
}

fn reason(facts: &Facts, thread: usize, condvar: usize, wait: usize) -> Reason {
    let events = &facts.log.events;
    let notifies: Vec<usize> = (0..events.len())
        .filter(|index| events[*index].object == Some(condvar))
        .filter(|index| matches!(events[*index].what, What::NotifyOne(_) | What::NotifyAll(_)))
        .collect();
    let (name, who) = (facts.object(condvar), facts.thread(thread));
    let Some(last) = notifies.last().copied() else {
        return Reason {
            sentences: vec![format!(
                "Nobody ever notifies {name}, so {who} is never woken."
            )],
            rows: rows(facts, &[wait]),
        };
    };
    let nobody = !facts
        .replay
        .before(last)
        .waiters
        .iter()
        .any(|(_, on)| *on == condvar)
        || matches!(
            events[last].what,
            What::NotifyOne(Some(0)) | What::NotifyAll(Some(0))
        );
    if nobody && last < wait {
        let notifier = facts.thread(events[last].thread);
        let mut sentences = vec![format!(
            "Row {}: nobody waits on {name} at this moment, so the notification of {notifier} is lost. {who} begins \
             to wait only in row {}.",
            number(facts, last),
            number(facts, wait)
        )];
        let mut about = vec![last, wait];
        match looked_too_early(facts, thread, wait, events[last].thread) {
            Some((look, change)) => {
                sentences.push(format!(
                    "{who} had looked in row {}, before {notifier} changed {} in row {}: nothing kept the change from \
                     falling between the look and the wait.",
                    number(facts, look),
                    facts.object(events[change].object.unwrap_or(condvar)),
                    number(facts, change)
                ));
                about.extend([look, change]);
            }
            None => sentences.push(
                "A notification is not kept for later: it wakes who waits now, or nobody.".into(),
            ),
        }
        return Reason {
            sentences,
            rows: rows(facts, &about),
        };
    }
    // It did wake somebody: another thread.
    match facts.replay.before(last).wakes(&facts.log.events[last]) {
        Some(woken) if woken != thread => Reason {
            sentences: vec![format!(
                "Row {} is the last notification of {name}, and it wakes {} alone: {who} waits on, and nobody is left \
                 to notify it.",
                number(facts, last),
                facts.thread(woken)
            )],
            rows: rows(facts, &[last, wait]),
        },
        _ => Reason {
            sentences: vec![format!(
                "{who} began to wait again in row {}; after that nobody notifies {name}.",
                number(facts, wait)
            )],
            rows: rows(facts, &[last, wait]),
        },
    }
}

/// The waiter's last look at an atomic (or at a value under another lock) that the notifier changed
/// between the look and the wait.
fn looked_too_early(
    facts: &Facts,
    waiter: usize,
    wait: usize,
    notifier: usize,
) -> Option<(usize, usize)> {
    let change = facts.accesses.iter().rev().find(|access| {
        access.writes && access.thread == notifier && access.event < wait && {
            let looked = facts.accesses.iter().any(|look| {
                look.thread == waiter && look.object == access.object && look.event < access.event
            });
            let looked_again = facts.accesses.iter().any(|look| {
                look.thread == waiter
                    && look.object == access.object
                    && look.event > access.event
                    && look.event < wait
            });
            looked && !looked_again
        }
    })?;
    let look = facts.accesses.iter().rev().find(|look| {
        look.thread == waiter && look.object == change.object && look.event < change.event
    })?;
    Some((look.event, change.event))
}
