//! A hint for an interleaving that fails without a test's message, by the pattern that its timeline shows.

use serde_json::Value;

/// A question or a place to look. `failure` is what the model checker tells, as JSON.
pub(super) fn hint_of_failure(failure: &Value) -> Option<&'static str> {
    let ending = &failure["ending"];
    match ending["kind"].as_str()? {
        "deadlock" => failure["why"][0]["kind"]
            .as_str()
            .and_then(hint_of_reason)
            .or_else(|| hint_of_waiting(ending)),
        "left-behind" => failure["why"][0]["kind"]
            .as_str()
            .and_then(hint_of_reason)
            .or(Some(
                "who tells this thread that it is to end, and who waits until it has?",
            )),
        "spin" => Some("what could this thread sleep on, until somebody tells it to look again?"),
        "no-end" => {
            Some("what has to become true for each of its loops to end, and who makes it so?")
        }
        _ => None,
    }
}

/// By what the timeline says of a thread that waits for ever.
fn hint_of_reason(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "lost-wake-up" => {
            "who notifies, and what if that comes after the last look and before the sleep?"
        }
        "told-too-early" => {
            "which comes first, the change or the word of it, and what does the one who is told find then?"
        }
        "woke-another" => {
            "who waits on this condition variable, and can every one of them do something with each notification?"
        }
        "never-notified" => {
            "which line should send this notification, and does every way through the code come there?"
        }
        "waits-for-more" => {
            "what does it still wait for, and which change should have come with a notification?"
        }
        "behind-a-writer" => {
            "who reads already when somebody asks to read, and who may have come in between?"
        }
        "lost-update" => "what may the other thread do between the look and the write?",
        _ => return None,
    })
}

/// By what is waited for; whoever only waits for somebody's end is not what is wrong.
fn hint_of_waiting(ending: &Value) -> Option<&'static str> {
    let details = ending["details"].as_array().map_or(&[][..], Vec::as_slice);
    let told: Vec<&Value> = details
        .iter()
        .filter(|detail| detail["waits_for"] != "end")
        .collect();
    let for_locks = told.iter().all(|detail| {
        let words = detail["words"].as_str().unwrap_or_default();
        words.contains("holds ") && words.contains(", held by ")
    });
    match told.len() {
        1 if for_locks => Some(
            "which lock does this thread hold already when it asks for the next one, and how long does that guard live?",
        ),
        2.. if for_locks => Some(
            "in which order does each of them take its locks, and which order could all of them keep to?",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::hint_of_failure;
    use serde_json::{Value, json};

    const MAIN: &str = "holds a since line 1 and waits for b in line 2, held by other";
    const OTHER: &str = "holds b since line 1 and waits for a in line 2, held by main";

    fn detail(aim: &str, words: &str) -> Value {
        json!({ "waits_for": aim, "words": words })
    }

    fn hint(kind: &str, details: &[Value], why: Option<&str>) -> &'static str {
        let why: Vec<Value> = why.iter().map(|kind| json!({ "kind": kind })).collect();
        let failure = json!({ "ending": { "kind": kind, "details": details }, "why": why });
        hint_of_failure(&failure).unwrap_or("none")
    }

    #[test]
    fn a_deadlock_of_locks_is_asked_about_by_what_is_waited_for() {
        let (main, other) = (detail("lock", MAIN), detail("lock", OTHER));
        let joins = detail("end", "waits for other to end in line 7");
        let two = [main.clone(), other];
        assert!(hint("deadlock", &two, None).contains("order"));
        assert!(hint("deadlock", &two, Some("lock-order")).contains("order"));
        let one = [main.clone(), joins];
        assert!(hint("deadlock", &one, None).contains("hold already"));
        let sleeps = detail(
            "notification",
            "waits on zero in line 43; nobody is left to notify it",
        );
        assert_eq!(hint("deadlock", &[main.clone(), sleeps], None), "none");
        assert_eq!(hint("deadlock", &[], None), "none");
        assert_eq!(hint("panic", &[main], None), "none");
    }

    #[test]
    fn a_thread_that_is_left_behind_is_asked_about_by_the_pattern_or_by_its_end() {
        let waits = [detail("message", "waits for a message in line 4")];
        assert!(hint("left-behind", &waits, None).contains("to end"));
        assert!(hint("left-behind", &waits, Some("never-notified")).contains("notification"));
    }

    #[test]
    fn a_thread_that_waits_for_ever_is_asked_about_by_what_the_timeline_shows() {
        let sleeps = detail(
            "notification",
            "waits on zero in line 43; nobody is left to notify it",
        );
        let joins = detail("end", "waits for other to end in line 7");
        let all = [sleeps, joins];
        let about = |kind| hint("deadlock", &all, Some(kind));
        assert!(about("lost-wake-up").contains("before the sleep"));
        for kind in [
            "woke-another",
            "never-notified",
            "waits-for-more",
            "told-too-early",
            "behind-a-writer",
        ] {
            assert_ne!(about(kind), "none", "{kind}");
            assert!(!about(kind).contains("before the sleep"), "{kind}");
        }
    }

    #[test]
    fn loops_without_an_end_have_questions_of_their_own() {
        assert!(hint("spin", &[], None).contains("sleep on"));
        assert!(hint("no-end", &[], None).contains("loops"));
    }
}
