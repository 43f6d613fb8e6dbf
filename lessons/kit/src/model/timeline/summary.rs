//! The first sentence: what it takes for this to happen.

use super::facts::Facts;
use crate::model::log::{Event, Wake, What};

/// Interruptions beyond this many are marked in the table and not told one by one.
const TOLD: usize = 2;

/// What the scheduler had to do, in words.
pub(super) fn summary(facts: &Facts) -> String {
    let stops: Vec<usize> = (0..facts.rows.len())
        .filter(|row| facts.rows[*row].interrupted.is_some())
        .collect();
    let old = count(facts, |event| event.stale, ["old value", "old values"]);
    let late = count(
        facts,
        |event| wake(event) == Some(Wake::TimedOut),
        ["time-out", "time-outs"],
    );
    let idle = count(
        facts,
        |event| wake(event) == Some(Wake::ForNothing),
        ["wake-up for no reason", "wake-ups for no reason"],
    );
    let weak = count(
        facts,
        |event| matches!(event.what, What::ExchangeFailed { for_nothing } if for_nothing),
        [
            "exchange that fails for no reason",
            "exchanges that fail for no reason",
        ],
    );
    let stopped = match stops.len() {
        0 => String::new(),
        1 => "1 interruption".to_string(),
        many => format!("{many} interruptions"),
    };
    let detail = match stops.as_slice() {
        [] => String::new(),
        some if some.len() <= TOLD => {
            let each: Vec<String> = some.iter().map(|row| stop(facts, *row)).collect();
            format!(": {}", each.join(", and "))
        }
        _ => " (marked » below)".to_string(),
    };
    if !late.is_empty() || !idle.is_empty() || !weak.is_empty() {
        let all = [stopped.as_str(), &old, &late, &idle, &weak];
        let all: Vec<&str> = all.into_iter().filter(|some| !some.is_empty()).collect();
        let none = if stopped.is_empty() {
            ", and no interruption"
        } else {
            ""
        };
        return format!("It takes {}{none}{detail}.", listed(&all));
    }
    match (stopped.is_empty(), old.is_empty()) {
        (true, true) => {
            "It takes no interruption: each thread goes on until it has to wait, or has ended."
                .to_string()
        }
        (false, true) => format!("It takes {stopped}{detail}."),
        (true, false) => {
            format!("It takes {old}, and no interruption: the memory orders are too weak.")
        }
        (false, false) => format!("It takes {stopped} and {old}{detail}."),
    }
}

/// How many events are such, in words; nothing if none is.
fn count(facts: &Facts, is_such: impl Fn(&Event) -> bool, [one, many]: [&str; 2]) -> String {
    match facts
        .log
        .events
        .iter()
        .filter(|event| is_such(event))
        .count()
    {
        0 => String::new(),
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}

/// `a, b and c`.
fn listed(all: &[&str]) -> String {
    match all {
        [] => String::new(),
        [one] => (*one).to_string(),
        [some @ .., last] => format!("{} and {last}", some.join(", ")),
    }
}

/// `T1 is stopped between reading and writing total`.
fn stop(facts: &Facts, row: usize) -> String {
    let Some(thread) = facts.rows[row].interrupted else {
        return String::new();
    };
    let name = facts.thread(thread);
    let mine = |index: &usize| facts.rows[*index].thread == thread;
    let before = (0..row).rev().find(mine).map(|index| &facts.rows[index]);
    let after = (row..facts.rows.len())
        .find(mine)
        .map(|index| &facts.rows[index]);
    match (before, after) {
        (Some(before), Some(after)) => {
            let (one, other) = (facts.words.doing(before), facts.words.doing(after));
            format!("{name} is stopped {}", between(&one, &other))
        }
        (None, Some(after)) => format!("{name} is stopped before {}", facts.words.doing(after)),
        (Some(before), None) => format!("{name} is stopped after {}", facts.words.doing(before)),
        (None, None) => format!("{name} is stopped"),
    }
}

/// `between reading and writing total` rather than `between reading total and writing total`.
fn between(one: &str, other: &str) -> String {
    let words = |text: &str| -> Option<(String, String)> {
        let (verb, object) = text.split_once(' ')?;
        Some((verb.to_string(), object.to_string()))
    };
    match (words(one), words(other)) {
        _ if one == other => format!("between {one} and doing so again"),
        (Some((verb, object)), Some((second, same))) if object == same => {
            format!("between {verb} and {second} {object}")
        }
        _ => format!("between {one} and {other}"),
    }
}

/// Why the wait that ends here was over.
fn wake(event: &Event) -> Option<Wake> {
    match event.what {
        What::Woken { why, .. } | What::Parked(why) => Some(why),
        What::Empty { timed_out: true } => Some(Wake::TimedOut),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn a_shared_object_is_named_once() {
        assert_eq!(
            between("reading total", "writing total"),
            "between reading and writing total"
        );
        assert_eq!(
            between("locking a", "locking b"),
            "between locking a and locking b"
        );
        assert_eq!(
            between("locking a", "locking a"),
            "between locking a and doing so again"
        );
        assert_eq!(
            between("looking into a", "writing a"),
            "between looking into a and writing a"
        );
    }
}
