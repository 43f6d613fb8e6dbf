//! Tells what a search found: to the runner as a record, else to the reader of the test's output.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    current,
    ending::Refusal,
    engine::THREADS,
    log::{Ending, Failure},
    timeline::{self, Style},
    verdict::{Verdict, thousands},
};
use crate::{case, record::Record};

/// Tells the verdict, and how long the search took. Returns the message with which the test must fail, if it must.
pub(crate) fn tell(verdict: &Verdict, took: Duration) -> Option<String> {
    let message = message(verdict);
    if case::supervised() {
        let mut record = record(verdict, message.as_deref());
        record["seconds"] = took.as_secs_f64().into();
        case::tell(&Record::Model {
            json: record.to_string(),
        });
    } else if let Verdict::Failed { failure, replay } = verdict {
        let style = Style {
            full: std::env::var_os("HANDS_FULL").is_some_and(|full| full == "1"),
            ..Style::default()
        };
        eprintln!(
            "\n{}\nagain: HANDS_REPLAY={replay}\n",
            timeline::render(failure, &style)
        );
    } else if let Verdict::Bounded(covered) = verdict {
        eprintln!("note: not everything was explored: {}", covered.sentence);
    }
    message
}

fn message(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Proven(_) | Verdict::Bounded(_) => None,
        Verdict::Failed { failure, .. } => Some(words(&failure.ending)),
        Verdict::Stale => Some(
            "this schedule no longer exists: the code has changed since. Check again without the replay".into(),
        ),
        Verdict::Refused(why) => Some(why.clone()),
    }
}

fn record(verdict: &Verdict, message: Option<&str>) -> Value {
    match verdict {
        Verdict::Proven(covered) | Verdict::Bounded(covered) => json!({
            "outcome": if covered.is_complete { "proven" } else { "bounded" },
            "executions": covered.executions,
            "bound": covered.interruptions,
            "threads": current::most_started(),
            "covered": covered.sentence,
        }),
        Verdict::Failed { failure, replay } => json!({
            "outcome": "failed",
            "executions": failure.execution,
            "bound": failure.bound,
            "message": message,
            "replay": replay,
            "failure": timeline::to_json(failure),
            "timeline": drawn(failure, |_| ()),
            "timeline_full": drawn(failure, |style| style.full = true),
            "timeline_ascii": drawn(failure, |style| style.ascii = true),
        }),
        Verdict::Stale => json!({ "outcome": "stale", "message": message }),
        Verdict::Refused(_) => json!({ "outcome": "refused", "message": message }),
    }
}

fn drawn(failure: &Failure, change: impl FnOnce(&mut Style)) -> String {
    let mut style = Style::default();
    style.width = style.width.min(columns().unwrap_or(usize::MAX));
    change(&mut style);
    timeline::render(failure, &style)
}

/// How wide the terminal is at which this is read, if the runner has told.
fn columns() -> Option<usize> {
    std::env::var("HANDS_WIDTH").ok()?.parse().ok()
}

/// How an execution ended, in words.
pub(crate) fn words(ending: &Ending) -> String {
    match ending {
        Ending::Panic { message, .. } => message.clone(),
        Ending::DoublePanic { first, second, .. } => format!(
            "a panic while another panic was on its way, which ends the whole program: \
             first \"{first}\", then \"{second}\""
        ),
        Ending::Deadlock => "deadlock: every thread that is left waits for another one".into(),
        Ending::Spin { .. } => {
            "a thread goes round and round without getting on, and nobody is left to change what it looks at".into()
        }
        Ending::NoEnd { steps, .. } => format!(
            "no end after {} steps: a loop has an end that is never reached, or it is more work than one execution of a \
             model can have",
            thousands(*steps as u64)
        ),
        Ending::DataRace { .. } => {
            "data race: two threads use the same cell, one of them writes, and nothing orders the two".into()
        }
        Ending::StackOverflow { .. } => {
            "stack overflow: a thread called itself too often, or keeps too much in local variables".into()
        }
    }
}

/// Why a model cannot be explored, in words.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    const AROUND: &str = "the code goes around the kit: ";
    const INSTEAD: &str = "Import `kit::sync` and `kit::thread` in place of `std::sync` and `std::thread`, so that \
                           every interleaving can be tried";
    const CAUSES: &str = "What may cause it: the order of a `HashMap`, the time, random numbers, a `static` that \
                          keeps its value from one execution to the next, or addresses as keys";
    match refusal {
        Refusal::TooManyThreads => format!(
            "this model starts more than {} threads; with the one that runs the test, {} are the most that can be \
             explored. Does the code start a thread for each item, where a fixed number would do?",
            THREADS - 1,
            THREADS,
        ),
        Refusal::Bypassed { place } => format!(
            "{AROUND}a thread that was not started with kit::thread uses kit::sync, {}:{}. {INSTEAD}",
            place.file, place.line
        ),
        Refusal::Hung { asleep: true } => format!(
            "{AROUND}it waits for something that is not of kit::sync, and no thread gets on: a lock, a channel, \
             a join or a sleep of std. {INSTEAD}"
        ),
        Refusal::Hung { asleep: false } => format!(
            "it computes on and on without one operation of kit::sync or kit::thread. Either it never ends, or \
             {AROUND}it spins on an atomic of std. {INSTEAD}"
        ),
        Refusal::NotDeterministic(None) => {
            format!("the model does not do the same each time. {CAUSES}")
        }
        Refusal::NotDeterministic(Some(what)) => {
            format!("the model does not do the same each time: {what}. {CAUSES}")
        }
        Refusal::WaitsInPanic => {
            "a destructor waits while its thread panics, in every execution: this cannot be explored. While a thread \
             of a model unwinds, no other can run"
                .into()
        }
        Refusal::Broken { message } => format!("the model checker gave up: {message}"),
    }
}

/// What was asked for as a schedule is none.
pub(crate) fn no_schedule(name: &str, example: &str) -> String {
    format!(
        "\"{name}\" names no schedule; one looks like \"{example}\", as a failing check prints it"
    )
}
