//! A woken thread that does not look again.

use super::{Reason, number, rows};
use crate::model::{
    log::{Event, Wake, What},
    timeline::{access::Access, facts::Facts},
};

const LOOK_AGAIN: &str =
    "A wake-up does not promise that what a thread waited for is true now: it has to look again.";

/// The panicking thread was woken last, and others had changed what it waited for before it had
/// the lock again.
pub(super) fn too_late(facts: &Facts, thread: usize) -> Option<Reason> {
    let woken = last_wake_up(facts, thread)?;
    if !facts
        .replay
        .end()
        .held_by(thread)
        .any(|hold| hold.since == woken)
    {
        return None;
    }
    let Some(overtaken) = Overtaken::of(facts, woken) else {
        return in_vain(facts, woken);
    };
    let who = facts.thread(thread);
    let finds = facts.log.events[woken]
        .before
        .as_ref()
        .map(|v| format!(" and finds {v}"))
        .unwrap_or_default();
    Some(overtaken.tell(
        facts,
        &format!("{finds}, and {who} does not look whether it may go on"),
    ))
}

/// Nothing has changed for the woken thread, or nothing that it could use.
fn in_vain(facts: &Facts, woken: usize) -> Option<Reason> {
    let events = &facts.log.events;
    let What::Woken {
        mutex,
        why: Wake::Called | Wake::ForNothing,
    } = events[woken].what
    else {
        return None;
    };
    let thread = events[woken].thread;
    let seen = facts.accesses.iter().rev().find(|access| {
        access.thread == thread && access.object == mutex && !access.writes && access.event < woken
    })?;
    let (who, name) = (facts.thread(thread), facts.object(mutex));
    let finds = match (&seen.value, &events[woken].before) {
        (Some(before), Some(now)) if before == now => {
            format!(
                "wakes up and finds {name} = {now}, just as before it waited (row {})",
                number(facts, seen.event)
            )
        }
        (Some(_), Some(_)) => return None,
        _ => format!("wakes up and goes on with {name}"),
    };
    Some(Reason {
        kind: "woken-in-vain",
        sentences: vec![
            format!("Row {}: {who} {finds}.", number(facts, woken)),
            LOOK_AGAIN.to_string(),
        ],
        rows: rows(facts, &[seen.event, woken]),
    })
}

/// Any thread that was overtaken on its way out of a wait; the first one, as what follows may follow
/// from it. The thread may be right about it, so this only asks.
pub(super) fn overtaken(facts: &Facts) -> Option<Reason> {
    let overtaken = (0..facts.log.events.len()).find_map(|woken| Overtaken::of(facts, woken))?;
    Some(overtaken.tell(facts, ": is what it waited for still true then?"))
}

/// Threads that were woken for no reason and did not wait again, although nobody had changed anything
/// that they had looked at. What follows may follow from it.
pub(super) fn for_nothing(facts: &Facts) -> Option<Reason> {
    let found: Vec<ForNothing> = (0..facts.log.events.len())
        .filter_map(|woken| ForNothing::of(facts, woken))
        .collect();
    let (first, others) = found.split_first()?;
    let tell = |one: &ForNothing| {
        let who = facts.thread(facts.log.events[one.woken].thread);
        (who, number(facts, one.woken))
    };
    let (who, row) = tell(first);
    let mut sentences = vec![format!(
        "Row {row}: {who} wakes up for no reason, finds {} as it was before it waited, and does not wait again.",
        facts.object(first.mutex)
    )];
    sentences.extend(others.iter().map(|other| {
        let (who, row) = tell(other);
        format!("Row {row}: so does {who}.")
    }));
    sentences.push(LOOK_AGAIN.to_string());
    let about: Vec<usize> = found.iter().flat_map(|one| [one.wait, one.woken]).collect();
    Some(Reason {
        kind: "woken-in-vain",
        sentences,
        rows: rows(facts, &about),
    })
}

/// A thread woke for no reason, nothing had changed for it, and it did not wait again.
struct ForNothing {
    wait: usize,
    woken: usize,
    mutex: usize,
}

impl ForNothing {
    fn of(facts: &Facts, woken: usize) -> Option<Self> {
        let events = &facts.log.events;
        let What::Woken {
            mutex,
            why: Wake::ForNothing,
        } = events[woken].what
        else {
            return None;
        };
        let thread = events[woken].thread;
        let is_wait =
            |event: &Event| event.thread == thread && matches!(event.what, What::Wait { .. });
        let wait = events[..woken].iter().rposition(is_wait)?;
        let has_changed = facts.accesses.iter().any(|change| {
            let was_looked_at = |look: &Access| {
                look.thread == thread && look.object == change.object && look.event <= wait
            };
            change.writes
                && change.thread != thread
                && (wait..woken).contains(&change.event)
                && facts.accesses.iter().any(was_looked_at)
        });
        let goes_on = events[woken + 1..]
            .iter()
            .find(|event| {
                is_wait(event) || event.thread == thread && matches!(event.what, What::Unlock)
            })
            .is_some_and(|event| event.what == What::Unlock && event.object == Some(mutex));
        (goes_on && !has_changed).then_some(Self { wait, woken, mutex })
    }
}

fn last_wake_up(facts: &Facts, thread: usize) -> Option<usize> {
    let is_his = |event: &Event| {
        event.thread == thread && matches!(event.what, What::Woken { .. } | What::Wait { .. })
    };
    facts.log.events.iter().rposition(is_his)
}

/// Between the notification and the waking of one thread, another one had the lock and wrote.
struct Overtaken {
    wait: usize,
    notify: Option<usize>,
    taken: usize,
    woken: usize,
    mutex: usize,
}

impl Overtaken {
    fn of(facts: &Facts, woken: usize) -> Option<Self> {
        let events = &facts.log.events;
        let What::Woken {
            mutex,
            why: Wake::Called,
        } = events[woken].what
        else {
            return None;
        };
        let thread = events[woken].thread;
        let wait = events[..woken]
            .iter()
            .rposition(|event| event.thread == thread && matches!(event.what, What::Wait { .. }))?;
        let notify = (wait..woken).rev().find(|index| {
            let (before, event) = (facts.replay.before(*index), &events[*index]);
            event.object == events[woken].object
                && match event.what {
                    What::NotifyOne(_) => before.wakes(event) == Some(thread),
                    What::NotifyAll(_) => before.is_waiter(thread),
                    _ => false,
                }
        });
        let from = notify.unwrap_or(wait);
        let notifier = notify.map(|notify| events[notify].thread);
        let taken = facts.accesses.iter().rev().find(|access| {
            access.writes
                && access.object == mutex
                && access.thread != thread
                && Some(access.thread) != notifier
                && (from..woken).contains(&access.event)
        })?;
        Some(Self {
            wait,
            notify,
            taken: taken.event,
            woken,
            mutex,
        })
    }

    fn tell(&self, facts: &Facts, rest: &str) -> Reason {
        let who = facts.thread(facts.log.events[self.woken].thread);
        let other = facts.thread(facts.log.events[self.taken].thread);
        let begun = match self.notify {
            Some(notify) => format!("Row {} wakes {who}", number(facts, notify)),
            None => format!("{who} wakes up"),
        };
        let about: Vec<usize> = [self.wait, self.taken, self.woken]
            .into_iter()
            .chain(self.notify)
            .collect();
        Reason {
            kind: "overtaken",
            sentences: vec![
                format!(
                    "{begun}, but {other} is first to get the lock and changes {} (row {}).",
                    facts.object(self.mutex),
                    number(facts, self.taken)
                ),
                format!(
                    "{who} has the lock only in row {}{rest}{}",
                    number(facts, self.woken),
                    if rest.ends_with('?') { "" } else { "." }
                ),
            ],
            rows: rows(facts, &about),
        }
    }
}
