//! Words for every verdict.

use super::text::{count, thousands};
use crate::report::Verdict;

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
        Verdict::Flooded { .. } => "flooded",
        Verdict::AroundTheKit => "around the kit",
        Verdict::NotRun => "not run",
    }
}

/// What happened, in one sentence; `None` where the message says it all.
pub fn sentence(verdict: &Verdict) -> Option<String> {
    Some(match verdict {
        Verdict::Passed | Verdict::Failed => return None,
        Verdict::Todo => "This is not written yet.".into(),
        Verdict::Deadlock { threads: 1 } => {
            "Deadlock: the only thread waits for something that never comes.".into()
        }
        Verdict::Deadlock { threads } => {
            format!("Deadlock: all {threads} threads wait, for each other or for what never comes.")
        }
        Verdict::Hung { seconds } => {
            format!(
                "Still busy after {}, so it was stopped.",
                count(*seconds as usize, "second", "seconds")
            )
        }
        Verdict::LeftEarly { code } => {
            format!("The program left before the test was over (exit code {code}).")
        }
        Verdict::Aborted { how } => {
            format!("The program was ended in the middle of the test: {how}.")
        }
        Verdict::Flooded { bytes } => {
            format!(
                "The program printed without end; after {} bytes it was stopped.",
                thousands(*bytes)
            )
        }
        Verdict::AroundTheKit => {
            "The model checker cannot see what this does: it goes around the kit.".into()
        }
        Verdict::NotRun => "This was not run, since something before it failed.".into(),
    })
}

/// A question or a place to look, for verdicts whose tests cannot give one.
pub fn hint(verdict: &Verdict) -> Option<&'static str> {
    Some(match verdict {
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
        Verdict::Flooded { .. } => "which loop prints, and does it ever end?",
        Verdict::AroundTheKit => {
            "import from `kit::sync` and `kit::thread` what you take from `std::sync` and `std::thread`; the names are the same."
        }
        Verdict::Passed | Verdict::Todo | Verdict::Failed | Verdict::NotRun => return None,
    })
}
