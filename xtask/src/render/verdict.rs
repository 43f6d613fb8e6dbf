//! Words for every verdict.

use super::text::thousands;
use crate::report::{Stage, Verdict};

/// One word or two, for lists and for programs: `left-early` in JSON is this with a hyphen.
pub fn label(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Todo => "todo",
        Verdict::Failed => "failed",
        Verdict::Deadlock { .. } => "deadlock",
        Verdict::Hung { .. } => "hung",
        Verdict::LeftEarly { .. } => "left early",
        Verdict::Aborted { .. } => "aborted",
        Verdict::LeftBehind { .. } => "left behind",
        Verdict::Flooded { .. } => "flooded",
        Verdict::AroundTheKit => "around the kit",
        Verdict::OffLimits => "off limits",
        Verdict::Slow => "slow",
        Verdict::CannotTell => "cannot tell",
        Verdict::NotRun => "not run",
    }
}

/// What happened, in one sentence, for verdicts that no panic's message explains.
pub fn sentence(verdict: &Verdict) -> Option<String> {
    Some(match verdict {
        Verdict::Passed | Verdict::Todo | Verdict::Failed | Verdict::Slow | Verdict::CannotTell => {
            return None;
        }
        Verdict::Deadlock { threads: 1 } => {
            "deadlock: the only thread waits, and nobody is left to wake it".into()
        }
        Verdict::Deadlock { threads: 2 } => {
            "deadlock: both threads wait, and nobody is left to wake one".into()
        }
        Verdict::Deadlock { threads } => {
            format!("deadlock: all {threads} threads wait, and nobody is left to wake one")
        }
        Verdict::Hung { seconds } => {
            format!("no end in sight: still computing after {seconds} s, so it was stopped")
        }
        Verdict::LeftEarly { code } => {
            format!(
                "left early: the program ended itself (exit code {code}) before the test was over"
            )
        }
        Verdict::Aborted { how } => {
            format!("{how}: the program was ended in the middle of the test")
        }
        Verdict::LeftBehind { processes: 1 } => {
            "left behind: when the program had ended, a process that it started was still alive, so it was ended".into()
        }
        Verdict::LeftBehind { processes } => {
            format!(
                "left behind: when the program had ended, {processes} processes that it started were still alive, so they were ended"
            )
        }
        Verdict::Flooded { bytes } => {
            let megabytes = thousands(bytes / 1_000_000);
            format!("flooded: the program printed more than {megabytes} MB, so it was stopped")
        }
        Verdict::AroundTheKit => {
            "around the kit: the model checker cannot see what this code does".into()
        }
        Verdict::OffLimits => {
            "off limits: this code uses what belongs to the tests, or could hide it, so nothing was run"
                .into()
        }
        Verdict::NotRun => "not run, since something before it failed".into(),
    })
}

/// The same for a panic of std's own whose words do not say what they are about.
pub fn hint_at_panic(said: &str) -> Option<&'static str> {
    if said == "a scoped thread panicked" {
        return Some(
            "at its end a scope panics for a thread that panicked and that nobody joined; who joins yours?",
        );
    }
    (said == "called `Result::unwrap()` on an `Err` value: Any { .. }").then_some(
        "`join` gives an `Err` for a thread or a job that panicked; what should become of it at that line?",
    )
}

/// A question or a place to look, where the test gives none. `own`: the panic was raised in the subject's code.
pub fn hint(verdict: &Verdict, stage: Stage, own: bool) -> Option<&'static str> {
    Some(match verdict {
        Verdict::Passed | Verdict::Slow | Verdict::CannotTell | Verdict::NotRun => return None,
        Verdict::Todo => "what does its doc comment promise first? It is the whole specification.",
        Verdict::Failed if stage == Stage::Race => {
            "read the timeline row by row: where does a thread act on what is no longer true?"
        }
        Verdict::Failed if !own => {
            "through which of your lines did it come, and what should become of it there?"
        }
        Verdict::Failed => "what had to be true at that line, and which call breaks it?",
        Verdict::Deadlock { threads: 1 } => {
            "does it wait for a lock that it holds itself (how long does that guard live?), or for a message or a notification \
             that no other thread can send?"
        }
        Verdict::Deadlock { .. } => {
            "for each thing that is waited for, who would bring it, and can that one still get there?"
        }
        Verdict::Hung { .. } => {
            "which loop has an end that is never reached, or which wait looks again and again?"
        }
        Verdict::LeftEarly { .. } => {
            "is there a `process::exit`? A function answers its caller; it never ends the program."
        }
        Verdict::Aborted { how } if how.contains("overflow") => {
            "which function calls itself, and what stops it?"
        }
        Verdict::Aborted { .. } => {
            "is there an `abort`, or a second panic while the first one is on its way, as in a `Drop`?"
        }
        Verdict::LeftBehind { .. } => {
            "who waits for each process that is started, and who ends one that would never end by itself?"
        }
        Verdict::Flooded { .. } => "which loop prints, and does it ever end?",
        Verdict::AroundTheKit => {
            "import from `kit::sync` and `kit::thread` what you take from `std::sync` and `std::thread`; the names are the same."
        }
        Verdict::OffLimits => {
            "of `kit`, an exercise needs `kit::sync`, `kit::thread` and what its doc comment names."
        }
    })
}
