//! A thread that waits on a condition variable for ever.

use super::{Reason, missed::Missed, number, rows};
use crate::model::{
    log::{Event, What},
    timeline::{access::Access, facts::Facts},
};

/// One reason for each condition variable that somebody waits on at the end.
///
/// A worker without work waits as well, and nothing is wrong with that: a reason that says no more
/// than this is told only if there is no better one.
pub(super) fn reasons(facts: &Facts) -> Vec<Reason> {
    let mut found: Vec<(Worth, Reason)> = Vec::new();
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
    let best = found.iter().map(|(worth, _)| *worth).max();
    let is_best = |(worth, _): &(Worth, Reason)| Some(*worth) == best;
    found
        .into_iter()
        .filter(is_best)
        .map(|(_, reason)| reason)
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// A thread waits for more, and none comes.
    Waits,
    /// A notification misses the thread that needs it.
    Misses,
}

/// The notification came before the wait.
const LOST: &str = "lost-wake-up";

fn reason(facts: &Facts, thread: usize, condvar: usize, wait: usize) -> (Worth, Reason) {
    let events = &facts.log.events;
    let last = events.iter().rposition(|event| {
        event.object == Some(condvar)
            && matches!(event.what, What::NotifyOne(_) | What::NotifyAll(_))
    });
    let (name, who) = (facts.object(condvar), facts.thread(thread));
    let row = |event| number(facts, event);
    let because = |worth, kind, sentences, about: &[usize]| {
        let rows = rows(facts, about);
        let reason = Reason {
            kind,
            sentences,
            rows,
        };
        (worth, reason)
    };
    let Some(last) = last else {
        let never = format!("Nobody ever notifies {name}, so {who} is never woken.");
        return because(Worth::Misses, "never-notified", vec![never], &[wait]);
    };
    let notifier = facts.thread(events[last].thread);
    let missed = Missed::by(facts, thread, wait, events[last].thread);
    let too_soon = missed.filter(|missed| missed.step > last);
    if finds_nobody(facts, condvar, last) && last < wait {
        let lost = format!(
            "Row {}: nobody waits on {name} at this moment, so the notification of {notifier} is lost. {who} begins \
             to wait only in row {}.",
            row(last),
            row(wait)
        );
        return if let Some(missed) = too_soon {
            because(
                Worth::Misses,
                "told-too-early",
                vec![lost, missed.after(facts, last)],
                &[last, wait, missed.look, missed.change],
            )
        } else if let Some(missed) = missed {
            let between = format!(
                "{who} had looked in row {}, before {notifier} changed {} in row {}: nothing kept the change from \
                 falling between the look and the wait.",
                row(missed.look),
                facts.object(missed.object),
                row(missed.change)
            );
            because(
                Worth::Misses,
                LOST,
                vec![lost, between],
                &[last, wait, missed.look, missed.change],
            )
        } else {
            let kept =
                "A notification is not kept for later: it wakes who waits now, or nobody.".into();
            match Seen::of(facts, thread, wait, last) {
                Seen::Used => {
                    let waits = format!(
                        "{who} began to wait in row {}; after that nobody notifies {name}.",
                        row(wait)
                    );
                    because(Worth::Waits, "waits-for-more", vec![waits], &[wait])
                }
                Seen::Looked => because(Worth::Waits, LOST, vec![lost, kept], &[last, wait]),
                Seen::Nothing => because(Worth::Misses, LOST, vec![lost, kept], &[last, wait]),
            }
        };
    }
    // It did wake somebody.
    let woken = match events[last].what {
        What::NotifyOne(_) => facts.replay.before(last).wakes(&events[last]),
        _ => None,
    };
    match (woken.filter(|woken| *woken != thread), too_soon) {
        (Some(woken), _) => {
            let alone = format!(
                "Row {} is the last notification of {name}, and it wakes {} alone: {who} waits on, and nobody is left \
                 to notify it.",
                row(last),
                facts.thread(woken)
            );
            because(Worth::Misses, "woke-another", vec![alone], &[last, wait])
        }
        (None, Some(missed)) => because(
            Worth::Misses,
            "told-too-early",
            vec![missed.after(facts, last)],
            &[last, wait, missed.look, missed.change],
        ),
        (None, None) => {
            let again = format!(
                "{who} began to wait again in row {}; after that nobody notifies {name}.",
                row(wait)
            );
            because(Worth::Waits, "waits-for-more", vec![again], &[last, wait])
        }
    }
}

/// Whether a notification wakes nobody.
fn finds_nobody(facts: &Facts, condvar: usize, notify: usize) -> bool {
    let waits = |(_, on): &(usize, usize)| *on == condvar;
    !facts.replay.before(notify).waiters.iter().any(waits)
        || matches!(
            facts.log.events[notify].what,
            What::NotifyOne(Some(0)) | What::NotifyAll(Some(0))
        )
}

/// What the waiter has made, before it began to wait, of all that a notification was about: of what
/// the notifier changed just before it, or under one lock with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Nothing,
    /// It looked at it, or could have.
    Looked,
    /// It changed it in its turn: took what was there.
    Used,
}

impl Seen {
    fn of(facts: &Facts, waiter: usize, wait: usize, notify: usize) -> Self {
        let events = &facts.log.events;
        let notifier = events[notify].thread;
        let is_notification = |event: &Event| {
            event.thread == notifier
                && matches!(event.what, What::NotifyOne(_) | What::NotifyAll(_))
        };
        let since = events[..notify].iter().rposition(is_notification);
        let changes = facts.accesses.iter().filter(|change| {
            change.writes
                && change.thread == notifier
                && change.event >= since.unwrap_or(0)
                && change.step < notify
        });
        let seen = changes.map(|change| {
            let by_waiter = facts.accesses.iter().filter(|access| {
                (access.thread, access.object) == (waiter, change.object)
                    && (change.event..wait).contains(&access.event)
            });
            let used = |access: &Access| match access.writes {
                true => Self::Used,
                false => Self::Looked,
            };
            by_waiter.map(used).max().unwrap_or(Self::Nothing)
        });
        seen.min().unwrap_or(Self::Nothing)
    }
}
