//! Words for the ways in which a test can end badly, and its share of what the program printed.

use std::time::Duration;

use crate::{
    report::Verdict,
    run::{End, Ended},
};

/// What a process's end says about the test that was running.
pub(super) fn verdict(ended: &Ended, limit: Duration) -> Verdict {
    match ended.end {
        End::Exited(code) => Verdict::LeftEarly { code },
        End::Signalled(signal) => Verdict::Aborted {
            how: signal_in_words(signal, &ended.output),
        },
        // The harness's own thread waits for the test; the learner has never heard of it.
        End::Still { threads } => Verdict::Deadlock {
            threads: threads.saturating_sub(1).max(1),
        },
        End::TimeOver => Verdict::Hung {
            seconds: limit.as_secs(),
        },
        End::Flooded { bytes } => Verdict::Flooded { bytes },
        End::Stopped | End::Interrupted => Verdict::NotRun,
    }
}

/// One clause for a verdict that no panic explains.
pub(super) fn of(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Deadlock { threads: 1 } => {
            "the only thread waits, and nobody is left to wake it".into()
        }
        Verdict::Deadlock { threads: 2 } => {
            "both threads wait, and nobody is left to wake one".into()
        }
        Verdict::Deadlock { threads } => {
            format!("all {threads} threads wait, and nobody is left to wake one")
        }
        Verdict::Hung { seconds } => format!("still not over after {seconds} s"),
        Verdict::LeftEarly { code } => {
            format!("the program left before the test was over (exit code {code})")
        }
        Verdict::Aborted { how } => format!("the program was ended: {how}"),
        Verdict::LeftBehind { processes: 1 } => {
            "a process that it started was left behind and had to be ended".into()
        }
        Verdict::LeftBehind { processes } => {
            format!("{processes} processes that it started were left behind and had to be ended")
        }
        Verdict::Flooded { bytes } => {
            format!(
                "the program printed {} MB and was stopped",
                bytes / 1_000_000
            )
        }
        _ => String::new(),
    }
}

/// The same for a process that came to a bad end when its only test was over already.
pub(super) fn after_the_test(verdict: &Verdict) -> String {
    match verdict {
        Verdict::LeftEarly { code } => format!(
            "the test was over, but then the program left with exit code {code}: something that it started goes on behind its back"
        ),
        other => format!("the test was over, but then {}", of(other)),
    }
}

/// Processes that lived on when the program had ended; `None` for none.
pub(super) fn left_behind(processes: usize) -> Option<String> {
    match processes {
        0 => None,
        1 => Some("a process was left behind; the runner has ended it".into()),
        n => Some(format!(
            "{n} processes were left behind; the runner has ended them"
        )),
    }
}

fn signal_in_words(signal: i32, output: &str) -> String {
    // Numbers that are the same on every Unix that the course knows.
    match signal {
        _ if output.contains("has overflowed its stack") => "stack overflow".into(),
        6 => "aborted".into(),
        9 => "killed from outside, perhaps for want of memory".into(),
        other => format!("killed by signal {other}"),
    }
}

/// What the program printed while this test ran: libtest writes `test NAME ... ` before it and the result after it.
pub(super) fn output_of(output: &str, test: &str) -> String {
    let start = format!("test {test} ... ");
    let Some(at) = output.find(&start) else {
        return String::new();
    };
    let rest = &output[at + start.len()..];
    let end = ["\ntest ", "\nfailures:\n", "\nsuccesses:\n"]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
        .unwrap_or(rest.len());
    let own = rest[..end].trim_end();
    let own = ["ok", "FAILED"]
        .iter()
        .find_map(|word| own.strip_suffix(word))
        .unwrap_or(own);
    own.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{of, output_of, signal_in_words};
    use crate::report::Verdict;

    #[test]
    fn each_test_gets_its_own_share_of_the_output() {
        let output = "\nrunning 3 tests\ntest a::t1 ... ok\ntest a::t2 ... one\ntwo\nok\n\
            test a::t3 ... three\nFAILED\n\nfailures:\n\nfailures:\n    a::t3\n\ntest result: FAILED. 2 passed\n";
        assert_eq!(output_of(output, "a::t1"), "");
        assert_eq!(output_of(output, "a::t2"), "one\ntwo");
        assert_eq!(output_of(output, "a::t3"), "three");
        assert_eq!(output_of(output, "a::t4"), "");
        assert_eq!(output_of("test a::t1 ... cut off", "a::t1"), "cut off");
    }

    #[test]
    fn a_stack_overflow_is_told_from_an_abort() {
        assert_eq!(
            signal_in_words(6, "thread 'x' has overflowed its stack"),
            "stack overflow"
        );
        assert_eq!(signal_in_words(6, ""), "aborted");
        assert_eq!(signal_in_words(11, ""), "killed by signal 11");
    }

    #[test]
    fn a_deadlock_counts_its_threads() {
        assert_eq!(
            of(&Verdict::Deadlock { threads: 3 }),
            "all 3 threads wait, and nobody is left to wake one"
        );
    }
}
