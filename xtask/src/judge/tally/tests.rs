//! A test is green only if it finished and its process ended well; whatever else came is told, or tried again.

use std::time::Duration;

use kit::record::Record;

use super::{Outcome, Tally};
use crate::{
    report::{Stage, Verdict},
    run::{End, Ended, Next},
};

const TESTS: [&str; 3] = ["a::t1", "a::t2", "a::t3"];

fn tally(keep_going: bool) -> Tally {
    Tally::new(Stage::Contract, &TESTS.map(String::from), keep_going)
}

fn started(test: &str) -> Record {
    Record::Started { test: test.into() }
}

fn finished(test: &str) -> Record {
    Record::Finished { test: test.into() }
}

fn failed(test: &str) -> Record {
    Record::Failed { test: test.into() }
}

fn panicked(message: &str) -> Record {
    Record::Panicked {
        thread: "main".into(),
        of_the_test: true,
        file: "a.rs".into(),
        line: 3,
        message: message.into(),
    }
}

/// What came of each test: its verdict, or `again`, or `missing`.
fn close(tally: Tally, end: End) -> Vec<String> {
    let ended = Ended {
        end,
        output: String::new(),
        left_behind: 0,
        strays: 0,
        waited: None,
    };
    in_words(tally, &ended)
}

fn in_words(tally: Tally, ended: &Ended) -> Vec<String> {
    let in_words = |outcome| match outcome {
        Outcome::Known(result) => format!("{:?}", result.verdict),
        Outcome::Again(_) => "again".into(),
        Outcome::Missing(_) => "missing".into(),
    };
    let outcomes = tally.close(ended, Duration::from_secs(10), &|_| None);
    outcomes.into_iter().map(in_words).collect()
}

#[test]
fn a_test_is_green_only_if_it_finished_and_its_process_ended_well() {
    let all = |end| {
        let mut tally = tally(false);
        for test in TESTS {
            tally.take(started(test));
            tally.take(finished(test));
        }
        close(tally, end)
    };
    assert_eq!(all(End::Exited(0)), ["Passed"; 3]);
    // Somebody ended the process behind the tests' back: who, shows when each runs alone.
    assert_eq!(all(End::Exited(3)), ["again"; 3]);
    assert_eq!(all(End::Exited(101)), ["again"; 3]);
    assert_eq!(all(End::Signalled(6)), ["again"; 3]);
    assert_eq!(all(End::TimeOver), ["again"; 3]);
}

#[test]
fn a_process_that_ends_badly_after_its_only_test_makes_it_red() {
    let mut tally = Tally::new(Stage::Contract, &["a::t1".into()], false);
    tally.take(started("a::t1"));
    tally.take(finished("a::t1"));
    assert_eq!(close(tally, End::Exited(3)), ["LeftEarly { code: 3 }"]);
}

#[test]
fn the_test_that_ran_at_the_end_has_the_end_for_its_verdict() {
    let unfinished = |end| {
        let mut tally = tally(false);
        tally.take(started("a::t1"));
        tally.take(finished("a::t1"));
        tally.take(started("a::t2"));
        close(tally, end)
    };
    assert_eq!(
        unfinished(End::Exited(0)),
        ["Passed", "LeftEarly { code: 0 }", "again"]
    );
    assert_eq!(
        unfinished(End::Still { threads: 4 }),
        ["Passed", "Deadlock { threads: 3 }", "again"]
    );
    assert_eq!(
        unfinished(End::TimeOver),
        ["Passed", "Hung { seconds: 10 }", "again"]
    );
    assert_eq!(
        unfinished(End::Flooded { bytes: 7 }),
        ["Passed", "Flooded { bytes: 7 }", "again"]
    );
    assert_eq!(
        unfinished(End::Signalled(11))[1],
        "Aborted { how: \"killed by signal 11\" }"
    );
}

#[test]
fn one_failure_is_enough_unless_all_are_asked_for() {
    for (keep_going, next) in [(false, Next::Stop), (true, Next::Step)] {
        let mut tally = tally(keep_going);
        tally.take(started("a::t1"));
        tally.take(panicked("not yet implemented: count"));
        assert_eq!(tally.take(failed("a::t1")), next);
        assert_eq!(close(tally, End::Stopped), ["Todo", "again", "again"]);
    }
}

#[test]
fn a_test_that_had_begun_when_another_one_failed_is_run_again() {
    let mut tally = tally(false);
    tally.take(started("a::t2"));
    tally.take(failed("a::t2"));
    tally.take(started("a::t1"));
    assert_eq!(close(tally, End::Stopped), ["again", "Failed", "again"]);
}

#[test]
fn nothing_that_was_not_begun_can_be_finished() {
    let mut tally = tally(false);
    tally.take(finished("a::t1"));
    tally.take(started("a::t2"));
    tally.take(finished("a::t2"));
    tally.take(failed("a::t2"));
    tally.take(finished("b::unknown"));
    assert_eq!(close(tally, End::Exited(0)), ["again", "Passed", "again"]);
}

#[test]
fn who_left_a_process_behind_is_told_when_each_runs_alone() {
    let left = |tests: &[&str], end, left_behind, strays| {
        let paths: Vec<String> = tests.iter().map(|&test| test.into()).collect();
        let mut tally = Tally::new(Stage::Contract, &paths, false);
        for test in tests {
            tally.take(started(test));
            tally.take(finished(test));
        }
        let ended = Ended {
            end,
            output: String::new(),
            left_behind,
            strays,
            waited: None,
        };
        in_words(tally, &ended)
    };
    assert_eq!(left(&TESTS, End::Exited(0), 1, 0), ["again"; 3]);
    assert_eq!(
        left(&["a::t1"], End::Exited(0), 2, 0),
        ["LeftBehind { processes: 2 }"]
    );
    // It may be a stray of a program beside this one.
    assert_eq!(left(&["a::t1"], End::Exited(0), 0, 1), ["Passed"]);
}

#[test]
fn a_test_that_the_program_lacks_is_missing() {
    let alone = || Tally::new(Stage::Race, &["a::t1".into()], false);
    assert_eq!(close(alone(), End::Exited(0)), ["missing"]);
    assert_eq!(
        close(alone(), End::Signalled(6)),
        ["Aborted { how: \"aborted\" }"]
    );
}

#[test]
fn panics_and_notes_belong_to_the_test_that_runs() {
    let mut tally = tally(true);
    tally.take(started("a::t1"));
    tally.take(Record::Note {
        text: "not checked here".into(),
    });
    tally.take(Record::Note {
        text: "not checked here".into(),
    });
    tally.take(finished("a::t1"));
    tally.take(started("a::t2"));
    tally.take(panicked("2 are not 3"));
    tally.take(failed("a::t2"));
    let ended = Ended {
        end: End::Exited(101),
        output: String::new(),
        left_behind: 0,
        strays: 0,
        waited: None,
    };
    let outcomes = tally.close(&ended, Duration::from_secs(10), &|_| Some("a.rs".into()));
    let [
        Outcome::Known(first),
        Outcome::Known(second),
        Outcome::Again(_),
    ] = &outcomes[..]
    else {
        panic!("{outcomes:?}");
    };
    assert_eq!(
        (&first.verdict, &first.notes[..]),
        (&Verdict::Passed, &["not checked here".to_owned()][..])
    );
    assert_eq!(
        (&second.verdict, second.message.as_str()),
        (&Verdict::Failed, "2 are not 3")
    );
    assert_eq!(second.place.as_ref().map(|place| place.line), Some(3));
}
