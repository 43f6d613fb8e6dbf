//! What learners read, by values: the snapshots beside this file.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    json as json_render,
    terminal::{Scene, report},
};
use crate::{
    course::Lesson,
    exit::Exit,
    guide::Guide,
    report::{
        BuildFailure, ExerciseReport, MissingName, Place, Report, Stage, TestResult, Verdict,
    },
    sample,
    subject::Subject,
};

const MODULE: &str = "lessons/lesson02-locks/src/bank.rs";
const TESTS: &str = "lessons/lesson02-locks/tests/contract/bank.rs";

fn place(file: &str, line: u32) -> Place {
    Place {
        file: file.into(),
        line,
    }
}

fn result(test: &str, stage: Stage, verdict: Verdict) -> TestResult {
    TestResult {
        took: Duration::from_millis(5),
        ..TestResult::new(stage, test, verdict)
    }
}

/// All tests of `bank`: green up to the number `at`, where `change` says what happened.
fn failing(lesson: &Lesson, at: usize, change: impl FnOnce(&mut TestResult)) -> Vec<TestResult> {
    let mut tests: Vec<_> = lesson.exercises[0]
        .all_tests()
        .take(at + 1)
        .map(|(stage, test)| result(test, stage, Verdict::Passed))
        .collect();
    let last = tests.last_mut().expect("there is a test");
    last.verdict = Verdict::Failed;
    change(last);
    tests
}

fn of_bank(lesson: &Lesson, tests: Vec<TestResult>) -> Report {
    Report {
        lesson: lesson.number.clone(),
        subject: "your work".into(),
        build: None,
        exercises: vec![ExerciseReport {
            exercise: lesson.id("bank"),
            tests,
            unchanged: false,
        }],
    }
}

fn guide() -> Guide {
    Guide {
        edit: place(MODULE, 41),
        test: place(TESTS, 57),
    }
}

/// As a terminal without colours shows it.
fn text(lesson: &Lesson, shown: &Report) -> String {
    let scene = Scene {
        lesson,
        subject: &Subject::Learner,
        full: false,
    };
    let painted = report(scene, shown, &[guide()]);
    for line in painted.lines() {
        let last = line.rfind("\u{1b}[").map(|at| &line[at..]);
        let over = last.is_none_or(|last| last.starts_with("\u{1b}[0m"));
        assert!(over, "a style goes on over the end of a line: {line:?}");
    }
    anstream::adapter::strip_str(&painted).to_string()
}

/// What a learner reads when the second contract test of `bank` ends like this.
fn told(change: impl FnOnce(&mut TestResult)) -> String {
    let lesson = &sample::course().lessons[1];
    text(lesson, &of_bank(lesson, failing(lesson, 1, change)))
}

#[test]
fn an_assertion_shows_promise_numbers_hint_and_place() {
    insta::assert_snapshot!(told(|test| {
        test.message = "assertion `left == right` failed: 10 cents could not pay 25, yet a balance changed. \
                        Hint: what do you do before you know that it will work?\n  left: (0, 10)\n right: (10, 0)"
            .into();
        test.place = Some(place(TESTS, 57));
        test.output = "looking\ntaking\n".into();
    }));
}

#[test]
fn what_is_not_written_yet_is_no_failure() {
    insta::assert_snapshot!(told(|test| {
        test.verdict = Verdict::Todo;
        test.message = "move 25 from account 1 to account 2".into();
        test.place = Some(place(MODULE, 41));
    }));
}

#[test]
fn a_panic_of_the_learners_own_code_is_told_with_its_line() {
    insta::assert_snapshot!(told(|test| {
        test.message = "index out of bounds: the len is 3 but the index is 3".into();
        test.place = Some(place(MODULE, 41));
    }));
}

#[test]
fn a_panic_that_should_have_been_caught_says_so() {
    insta::assert_snapshot!(told(|test| {
        test.message = "the third job panics, as the test wants it".into();
        test.place = Some(place(TESTS, 57));
    }));
}

#[test]
fn every_bad_end_has_words_of_its_own() {
    let ends = [
        (Verdict::Deadlock { threads: 3 }, ""),
        (
            Verdict::Deadlock { threads: 2 },
            "both threads wait; before that thread `ann` panicked: index out of bounds",
        ),
        (Verdict::Hung { seconds: 10 }, ""),
        (Verdict::LeftEarly { code: 0 }, ""),
        (
            Verdict::Aborted {
                how: "stack overflow".into(),
            },
            "",
        ),
        (
            Verdict::Aborted {
                how: "aborted".into(),
            },
            "",
        ),
        (Verdict::LeftBehind { processes: 1 }, ""),
        (Verdict::LeftBehind { processes: 3 }, ""),
        (Verdict::Flooded { bytes: 64_000_000 }, ""),
        (
            Verdict::AroundTheKit,
            "`std::sync::Mutex` in line 3 is not seen by the model checker",
        ),
        (Verdict::OffLimits, "bank.rs, line 3: `kit::case`"),
    ];
    let texts = ends.map(|(verdict, message)| {
        told(|test| {
            test.verdict = verdict;
            test.message = message.into();
        })
    });
    insta::assert_snapshot!(texts.join("\n----\n\n"));
}

fn race_failure(lesson: &Lesson) -> Report {
    let timeline = "It takes 1 interruption: main is stopped between looking and taking.\n\n\
                    \x20    main  other  what happens      lessons/lesson02-locks/src/bank.rs\n\
                    \x20 1  ●     │      reads total = 0    7  let total = …\n\n\
                    PANIC in main: a cent was lost. Hint: what may happen in between?\n";
    let tests = failing(lesson, 2, |test| {
        test.message = "a cent was lost. Hint: what may happen in between?".into();
        test.model = Some(json!({ "outcome": "failed", "replay": "1:30", "timeline": timeline }));
    });
    of_bank(lesson, tests)
}

#[test]
fn a_timeline_stands_in_the_place_of_the_message() {
    let lesson = &sample::course().lessons[1];
    insta::assert_snapshot!(text(lesson, &race_failure(lesson)));
}

#[test]
fn a_green_exercise_says_what_was_proven() {
    let lesson = &sample::course().lessons[1];
    let mut shown = of_bank(
        lesson,
        failing(lesson, 3, |test| test.verdict = Verdict::Passed),
    );
    let tests = &mut shown.exercises[0].tests;
    tests[2].model = Some(json!({
        "outcome": "proven", "executions": 1234, "covered": "every one of 1,234 interleavings"
    }));
    tests[1].notes = vec!["threads left behind are not checked on this system".into()];
    let green = text(lesson, &shown);
    shown.exercises[0].tests.clear();
    shown.exercises[0].unchanged = true;
    insta::assert_snapshot!(green + "\n----\n\n" + &text(lesson, &shown));
}

#[test]
fn what_was_judged_besides_is_told_in_one_line_each() {
    let lesson = &sample::course().lessons[1];
    let mut tests = failing(lesson, 3, |test| {
        test.verdict = Verdict::Deadlock { threads: 2 };
    });
    tests[1].verdict = Verdict::Failed;
    tests[1].message = "a balance changed. Hint: when do you look?".into();
    insta::assert_snapshot!(text(lesson, &of_bank(lesson, tests)));
}

#[test]
fn a_build_failure_shows_what_the_compiler_says_and_the_promise_that_is_gone() {
    let lesson = &sample::course().lessons[1];
    let shown = Report {
        build: Some(BuildFailure {
            diagnostics: "error[E0432]: unresolved import `lesson02::transfer`\n".into(),
            missing: vec![MissingName {
                name: "transfer".into(),
                file: MODULE.into(),
                promise: "Moves `amount` from one account to the other, as if in one moment."
                    .into(),
                signature: None,
            }],
            only_tests: true,
            explained: Vec::new(),
        }),
        exercises: Vec::new(),
        ..of_bank(lesson, Vec::new())
    };
    insta::assert_snapshot!(text(lesson, &shown));
}

#[test]
fn a_build_failure_leads_to_the_readme_that_explains_it() {
    let lesson = &sample::course().lessons[1];
    let shown = |explained: &[&str]| {
        let report = Report {
            build: Some(BuildFailure {
                diagnostics: "error[E0310]: it may not live long enough\n".into(),
                missing: Vec::new(),
                only_tests: false,
                explained: explained.iter().map(|&code| code.into()).collect(),
            }),
            exercises: Vec::new(),
            ..of_bank(lesson, Vec::new())
        };
        text(lesson, &report)
    };
    assert!(!shown(&[]).contains("Hint:"));
    let led = shown(&["E0310", "E0521"]);
    assert!(led.contains("a row for E0310 and for E0521 in"), "{led}");
}

#[test]
fn what_a_program_prints_gives_the_terminal_no_orders() {
    let shown = told(|test| {
        test.message = "red \u{1b}[31m words".into();
        test.output = "\u{1b}[2J\u{1b}]0;title\u{7} and\rback\u{8}\n".into();
    });
    let order = shown.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(order, None, "{shown:?}");
}

#[test]
fn only_the_last_lines_of_a_long_output_are_shown() {
    let shown = told(|test| {
        test.output = (1..=100).map(|number| format!("line {number}\n")).collect();
    });
    assert!(
        shown.contains("It printed 100 lines") && shown.contains("| line 100\n"),
        "{shown}"
    );
    assert!(!shown.contains("| line 88\n"), "{shown}");
}

#[test]
fn the_document_for_programs_holds_the_same() {
    let course = sample::course();
    let lesson = &course.lessons[1];
    let reports = [(race_failure(lesson), vec![guide()])];
    let reports = reports.iter().map(|(report, guides)| (report, &guides[..]));
    let lessons = json_render::lessons(&course, reports);
    let value: Value = json_render::document(
        Some("check"),
        Exit::NotYet,
        &["a note".into()],
        None,
        vec![("lessons", lessons)],
    );
    assert_eq!(value["version"], 2);
    assert_eq!(value["exit"], 1);
    assert_eq!(value["lessons"][0]["title"], "Locks");
    let exercise = &value["lessons"][0]["exercises"][0];
    assert_eq!(exercise["green"], false);
    assert_eq!(exercise["edit"], json!({ "file": MODULE, "line": 41 }));
    assert_eq!(exercise["first_failure"], exercise["tests"][2]["test"]);
    assert_eq!(exercise["tests"][2]["verdict"], "failed");
    assert_eq!(exercise["tests"][2]["hint"], "what may happen in between?");
    assert_eq!(exercise["tests"][2]["model"]["replay"], "1:30");
}
