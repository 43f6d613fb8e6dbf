//! How it ended, in words.

mod deadlock;
mod message;

pub(super) use self::deadlock::circle;

use self::{
    deadlock::{deadlock, detail, stuck},
    message::{Said, one_line},
};
use super::{
    facts::{Facts, spot},
    moment::Doing,
    words::join,
};
use crate::model::{
    log::{Ending, Log},
    verdict::thousands,
};

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
    Waits {
        thread: usize,
        /// For programs: `lock`, `notification` …
        aim: &'static str,
        words: String,
    },
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
        Ending::NoEnd { thread, steps } => no_end(facts, *thread, *steps),
        Ending::DataRace { message, .. } => Closing {
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

fn spin(facts: &Facts, thread: usize) -> Closing {
    let mut details = rounds(facts, thread);
    let others = running_beside(facts, thread);
    details.push(Detail::Sentence(if others.is_empty() {
        "No other thread can go on, so nothing will ever change.".to_string()
    } else {
        format!(
            "A thread that waits by asking again and again keeps a core busy; here it never lets {} go on.",
            join(&others)
        )
    }));
    Closing {
        kind: "spin",
        title: format!(
            "ENDLESS LOOP: {} goes round and round and never gets on.",
            facts.thread(thread)
        ),
        details,
        hint: None,
    }
}

fn no_end(facts: &Facts, thread: usize, steps: usize) -> Closing {
    let mut details = rounds(facts, thread);
    details.push(Detail::Sentence(
        "Either a loop has an end that is never reached, or it is more work than one execution of a model can have."
            .to_string(),
    ));
    Closing {
        kind: "no-end",
        title: format!(
            "NO END after {} steps: {} had the last one.",
            thousands(steps as u64),
            facts.thread(thread)
        ),
        details,
        hint: None,
    }
}

/// What a thread did last and how often, and who waits meanwhile.
fn rounds(facts: &Facts, thread: usize) -> Vec<Detail> {
    let mut details = Vec::new();
    let last = facts.rows.iter().rev().find(|row| row.thread == thread);
    if let Some(row) = last {
        let times = count_again(facts.log, row.event(), thread);
        let line = row.place(facts.log).map_or(String::new(), |place| {
            format!(" ({})", spot(place, facts.file))
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
    details
}

/// The others that could go on at the end.
fn running_beside<'a>(facts: &'a Facts, thread: usize) -> Vec<&'a str> {
    (0..facts.log.threads.len())
        .filter(|other| *other != thread)
        .filter(|other| facts.replay.end().doing[*other] == Doing::Running)
        .map(|other| facts.thread(other))
        .collect()
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
