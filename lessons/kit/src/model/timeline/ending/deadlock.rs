//! Who waits for what, held by whom.

use super::{Closing, Detail};
use crate::model::{
    log::{Event, Wanted, What},
    timeline::{facts::Facts, moment::Doing, words::join},
};

/// The thread that runs the test's own closure.
const MAIN: usize = 0;

pub(super) fn deadlock(facts: &Facts) -> Closing {
    let stuck = stuck(facts);
    let details = stuck
        .iter()
        .map(|(thread, wish)| detail(facts, *thread, *wish))
        .collect();
    let circle = circle(facts);
    let names: Vec<&str> = circle.iter().map(|thread| facts.thread(*thread)).collect();
    // Whoever waits for somebody else's end is not what is wrong.
    let roots: Vec<&str> = stuck
        .iter()
        .filter(|(_, wish)| !matches!(facts.log.events[*wish].what, What::Wants(Wanted::End(_))))
        .map(|(thread, _)| facts.thread(*thread))
        .collect();
    let is_over = facts.replay.end().doing[MAIN] == Doing::Ended;
    let title = match (names.as_slice(), roots.as_slice()) {
        ([], [_, ..]) if is_over => return left_behind(facts, &roots, details),
        ([one], _) => match own_waiters(facts).as_slice() {
            [] | [_] => format!("DEADLOCK: {one} waits for itself."),
            many => format!(
                "DEADLOCK: {} each wait for a lock that they hold themselves.",
                join(many)
            ),
        },
        ([_, ..], _) => format!("DEADLOCK: {} wait for each other, for ever.", join(&names)),
        ([], []) => "DEADLOCK: every thread that is left waits.".to_string(),
        ([], [one]) => format!("DEADLOCK: {one} waits for ever."),
        ([], many) => format!("DEADLOCK: {} wait for ever.", join(many)),
    };
    Closing {
        kind: "deadlock",
        title,
        details,
        hint: None,
    }
}

/// Nobody waits for these threads, and they never come to their end.
fn left_behind(facts: &Facts, roots: &[&str], details: Vec<Detail>) -> Closing {
    let main = facts.thread(MAIN);
    let wait = if roots.len() == 1 { "waits" } else { "wait" };
    Closing {
        kind: "left-behind",
        title: format!(
            "LEFT BEHIND: {main} has come to its end, and {} {wait} for ever.",
            join(roots)
        ),
        details,
        hint: None,
    }
}

/// Threads that wait at the end, and the event with which they began to.
pub(super) fn stuck(facts: &Facts) -> Vec<(usize, usize)> {
    (0..facts.log.threads.len())
        .filter_map(|thread| Some((thread, facts.replay.stuck(facts.log, thread)?)))
        .collect()
}

pub(super) fn detail(facts: &Facts, thread: usize, wish: usize) -> Detail {
    Detail::Waits {
        thread,
        aim: aim(facts, thread, wish),
        words: waits(facts, thread, wish),
    }
}

/// What kind of thing a stuck thread waits for.
fn aim(facts: &Facts, thread: usize, wish: usize) -> &'static str {
    match facts.log.events[wish].what {
        What::Wait { .. } if facts.replay.end().is_waiter(thread) => "notification",
        What::Wants(Wanted::Notification) => "notification",
        What::Wait { .. } => "lock",
        What::Wants(wanted) if wanted.lock().is_some() => "lock",
        What::Wants(Wanted::Message) => "message",
        What::Wants(Wanted::Room) => "room",
        What::Wants(Wanted::End(_)) => "end",
        What::Wants(Wanted::Unpark) => "unpark",
        _ => "other",
    }
}

/// What a stuck thread holds, wants, and why it never gets it.
fn waits(facts: &Facts, thread: usize, wish: usize) -> String {
    let event = &facts.log.events[wish];
    let held: Vec<String> = facts
        .replay
        .end()
        .held_by(thread)
        .map(|hold| {
            format!(
                "{}{}",
                facts.object(hold.object),
                facts.line("since", hold.since)
            )
        })
        .collect();
    let holds = match held.as_slice() {
        [] => String::new(),
        some => format!("holds {} and ", some.join(" and ")),
    };
    let line = facts.line("in", wish);
    let senders = event
        .object
        .and_then(|channel| facts.log.objects[channel].senders);
    let more = match event.what {
        What::Wait { .. } if facts.replay.end().is_waiter(thread) => {
            "; nobody is left to notify it".to_string()
        }
        What::Wait { .. } => format!("{}; it was notified", facts.words.holders(wish)),
        What::Wants(Wanted::Message) => match senders {
            None if is_open(facts, event.object) => {
                "; a sender still exists, so the channel is not closed, but nobody is left to send"
                    .to_string()
            }
            Some(0) | None => "; nobody is left to send one".to_string(),
            Some(1) => "; 1 sender still exists, and nobody will send with it".to_string(),
            Some(count) => format!("; {count} senders still exist, and nobody will send with them"),
        },
        What::Wants(Wanted::Room) => "; nobody is left to receive".to_string(),
        What::Wants(Wanted::Unpark) => "; nobody is left to do it".to_string(),
        _ => facts.words.holders(wish),
    };
    format!("{holds}waits {}{line}{more}", facts.words.aim(wish))
}

/// Whether a channel still has a sender.
fn is_open(facts: &Facts, channel: Option<usize>) -> bool {
    let dropped = |event: &Event| event.what == What::LastSenderDropped && event.object == channel;
    !facts.log.events.iter().any(dropped)
}

/// Threads that wait for what they hold themselves.
fn own_waiters<'a>(facts: &'a Facts) -> Vec<&'a str> {
    (0..facts.log.threads.len())
        .filter(|thread| waited_for(facts, *thread).contains(thread))
        .map(|thread| facts.thread(thread))
        .collect()
}

/// Threads that wait for each other in a circle, the lowest number first; empty if there is none.
pub(in crate::model::timeline) fn circle(facts: &Facts) -> Vec<usize> {
    (0..facts.log.threads.len())
        .find_map(|start| way_back(facts, start, start, &mut Vec::new()))
        .unwrap_or_default()
}

fn way_back(facts: &Facts, from: usize, to: usize, way: &mut Vec<usize>) -> Option<Vec<usize>> {
    way.push(from);
    for next in waited_for(facts, from) {
        if next == to {
            return Some(way.clone());
        }
        if !way.contains(&next)
            && let Some(found) = way_back(facts, next, to, way)
        {
            return Some(found);
        }
    }
    way.pop();
    None
}

/// The threads that a stuck thread waits for, as far as the log tells.
fn waited_for(facts: &Facts, thread: usize) -> Vec<usize> {
    let Some(wish) = facts.replay.stuck(facts.log, thread) else {
        return Vec::new();
    };
    let event = &facts.log.events[wish];
    let wanted = match (&event.what, event.object) {
        (What::Wants(Wanted::End(other)), _) => return vec![*other],
        (What::Wants(wanted), on) => on.zip(wanted.lock()),
        (What::Wait { mutex }, Some(condvar))
            if !facts.replay.end().waiters.contains(&(thread, condvar)) =>
        {
            Some((*mutex, false))
        }
        _ => None,
    };
    let end = facts.replay.end();
    wanted.map_or_else(Vec::new, |(lock, shared)| end.waited_for(lock, shared))
}
