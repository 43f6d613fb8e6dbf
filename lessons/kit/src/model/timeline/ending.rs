//! How it ended, in words.

use super::facts::Facts;
use crate::model::log::{Ending, Log, Wanted, What};

/// The sentence in capitals, and what there is to say below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Closing {
    /// For programs: `panic`, `deadlock` …
    pub(super) kind: &'static str,
    pub(super) title: String,
    /// Lines that belong under the title.
    pub(super) details: Vec<Detail>,
    /// The test's own hint, without the word; read last.
    pub(super) hint: Option<String>,
}

/// A line under the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// A sentence.
    Sentence(String),
    /// What one thread holds and waits for.
    Waits { thread: usize, words: String },
}

/// The words for how this failure ended.
pub(super) fn closing(facts: &Facts) -> Closing {
    let name = |thread: usize| facts.thread(thread);
    let closing = |kind, title| Closing {
        kind,
        title,
        details: Vec::new(),
        hint: None,
    };
    match &facts.failure.ending {
        Ending::Panic { thread, message, .. } => {
            let said = Said::parse(message);
            Closing {
                details: said.sides.into_iter().map(Detail::Sentence).collect(),
                hint: said.hint,
                ..closing("panic", format!("PANIC in {}: {}", name(*thread), said.words))
            }
        }
        Ending::DoublePanic { thread, first, second } => Closing {
            details: vec![
                Detail::Sentence(format!("First: {}", Said::whole(first))),
                Detail::Sentence(format!("Then, while its values were dropped: {}", Said::whole(second))),
            ],
            ..closing(
                "double-panic",
                format!("DOUBLE PANIC in {}: it panicked while it was panicking. Rust ends the whole program then.", name(*thread)),
            )
        },
        Ending::Deadlock => deadlock(facts),
        Ending::Spin { thread } => spin(facts, *thread),
        Ending::DataRace { message } => Closing {
            details: match facts.accesses.is_empty() {
                true => vec![Detail::Sentence(one_line(message))],
                false => Vec::new(),
            },
            ..closing(
                "data-race",
                "DATA RACE: two threads use the same cell, one of them changes it, and nothing orders the two.".to_string(),
            )
        },
        Ending::StackOverflow { thread } => Closing {
            details: vec![Detail::Sentence(
                "Does a function call itself without an end, or does a very large value lie on the stack?".to_string(),
            )],
            ..closing(
                "stack-overflow",
                format!(
                    "STACK OVERFLOW in {}: it used more stack than a thread of the model has.",
                    thread.map_or("a thread", name)
                ),
            )
        },
    }
}

/// A panic's message, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    /// Without the assertion macro's own words, where there are others.
    words: String,
    /// `left: 1, right: 2`
    sides: Option<String>,
    /// What follows `Hint:`.
    hint: Option<String>,
}

impl Said {
    fn parse(message: &str) -> Self {
        let (said, sides) = match message.rsplit_once("\n  left: ") {
            Some((said, sides)) => {
                let (left, right) = sides.split_once("\n right: ").unwrap_or((sides, ""));
                (
                    said,
                    Some(format!(
                        "left: {}, right: {}",
                        one_line(left),
                        one_line(right)
                    )),
                )
            }
            None => (message, None),
        };
        let own = ["==", "!=", "matches"].iter().find_map(|op| {
            let frame = format!("assertion `left {op} right` failed: ");
            said.strip_prefix(frame.as_str())
        });
        let (words, hint) = match own.unwrap_or(said).split_once("Hint:") {
            Some((words, hint)) => (words, Some(one_line(hint))),
            None => (own.unwrap_or(said), None),
        };
        Self {
            words: one_line(words),
            sides,
            hint,
        }
    }

    /// All on one line.
    fn whole(message: &str) -> String {
        let Self { words, sides, .. } = Self::parse(message);
        sides.map_or_else(|| words.clone(), |sides| format!("{words} ({sides})"))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn deadlock(facts: &Facts) -> Closing {
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
    let title = match (names.as_slice(), roots.as_slice()) {
        ([one], _) => match own_waiters(facts).as_slice() {
            [] | [_] => format!("DEADLOCK: {one} waits for itself."),
            many => format!(
                "DEADLOCK: {} each wait for a lock that they hold themselves.",
                super::words::join(many)
            ),
        },
        ([_, ..], _) => format!(
            "DEADLOCK: {} wait for each other, for ever.",
            super::words::join(&names)
        ),
        ([], []) => "DEADLOCK: every thread that is left waits.".to_string(),
        ([], [one]) => format!("DEADLOCK: {one} waits for ever."),
        ([], many) => format!("DEADLOCK: {} wait for ever.", super::words::join(many)),
    };
    Closing {
        kind: "deadlock",
        title,
        details,
        hint: None,
    }
}

/// Threads that wait at the end, and the event with which they began to.
fn stuck(facts: &Facts) -> Vec<(usize, usize)> {
    (0..facts.log.threads.len())
        .filter_map(|thread| Some((thread, facts.replay.stuck(facts.log, thread)?)))
        .collect()
}

fn detail(facts: &Facts, thread: usize, wish: usize) -> Detail {
    Detail::Waits {
        thread,
        words: waits(facts, thread, wish),
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
    let dropped = |event: &crate::model::log::Event| {
        event.what == What::LastSenderDropped && event.object == channel
    };
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
pub(super) fn circle(facts: &Facts) -> Vec<usize> {
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
    let (object, shared) = match (&event.what, event.object) {
        (What::Wants(Wanted::End(other)), _) => return vec![*other],
        (What::Wants(Wanted::Lock | Wanted::Write), Some(object)) => (object, false),
        (What::Wants(Wanted::Read), Some(object)) => (object, true),
        (What::Wait { mutex }, Some(condvar))
            if !facts.replay.end().waiters.contains(&(thread, condvar)) =>
        {
            (*mutex, false)
        }
        _ => return Vec::new(),
    };
    facts
        .replay
        .end()
        .in_the_way(object, shared)
        .map(|hold| hold.thread)
        .collect()
}

fn spin(facts: &Facts, thread: usize) -> Closing {
    let name = facts.thread(thread);
    let mut details = Vec::new();
    let last = facts.rows.iter().rev().find(|row| row.thread == thread);
    if let Some(row) = last {
        let times = count_again(facts.log, row.event(), thread);
        let line = row.place(facts.log).map_or(String::new(), |place| {
            format!(" ({})", super::facts::spot(place, facts.file))
        });
        details.push(Detail::Sentence(format!(
            "It {}{line}, {times} times.",
            facts.words.row(row)
        )));
    }
    details.extend(
        stuck(facts)
            .into_iter()
            .map(|(waiter, wish)| detail(facts, waiter, wish)),
    );
    let others: Vec<&str> = (0..facts.log.threads.len())
        .filter(|other| *other != thread)
        .filter(|other| facts.replay.end().doing[*other] == super::replay::Doing::Running)
        .map(|other| facts.thread(other))
        .collect();
    details.push(Detail::Sentence(if others.is_empty() {
        "No other thread can go on, so nothing will ever change.".to_string()
    } else {
        format!(
            "A thread that waits by asking again and again keeps a core busy; here it never lets {} go on.",
            super::words::join(&others)
        )
    }));
    Closing {
        kind: "spin",
        title: format!("ENDLESS LOOP: {name} goes round and round and never gets on."),
        details,
        hint: None,
    }
}

/// How often a thread did just what this event says.
fn count_again(log: &Log, event: Option<usize>, thread: usize) -> usize {
    let Some(event) = event.map(|event| &log.events[event]) else {
        return 0;
    };
    log.events
        .iter()
        .filter(|other| {
            other.thread == thread
                && other.what == event.what
                && other.object == event.object
                && other.place == event.place
                && other.before == event.before
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::Said;

    fn said(message: &str) -> (String, Option<String>, Option<String>) {
        let said = Said::parse(message);
        (said.words, said.sides, said.hint)
    }

    #[test]
    fn assertions_lose_their_frame() {
        assert_eq!(
            said(
                "assertion `left == right` failed: money was lost. Hint: who\n  has it?\n  left: 19\n right: 20"
            ),
            (
                "money was lost.".to_string(),
                Some("left: 19, right: 20".to_string()),
                Some("who has it?".to_string())
            )
        );
        assert_eq!(
            said("assertion `left == right` failed\n  left: 19\n right: 20"),
            (
                "assertion `left == right` failed".to_string(),
                Some("left: 19, right: 20".to_string()),
                None
            )
        );
    }

    #[test]
    fn other_messages_stay_as_they_are() {
        assert_eq!(
            said("assertion failed: *ready").0,
            "assertion failed: *ready"
        );
        assert_eq!(said("two\nlines").0, "two lines");
        assert_eq!(said("").0, "");
    }
}
