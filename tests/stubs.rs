//! What learners meet first: every stub fails every test of its exercise, in words that help.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/judged.rs"]
mod judged;
#[path = "support/shown.rs"]
mod shown;

use std::{fs, path::Path, sync::OnceLock};

use course::course;
use findings::nothing_found;
use judged::{Candidate, judge_all, only_exercise};
use xtask::{
    course::{ExerciseId, Kind},
    report::{Report, Stage, TestResult, Verdict},
    stub,
};

struct Stub {
    candidate: Candidate,
    kind: Kind,
    report: Result<Report, String>,
}

#[test]
fn no_test_passes_on_a_stub_but_the_contract_of_code_to_mend() {
    let findings = judged()
        .iter()
        .flat_map(|stub| match only_exercise(&stub.report) {
            Err(problem) => vec![about(stub, &problem)],
            Ok(exercise) => {
                let wrong = exercise.tests.iter().filter(|test| {
                    let should_pass = stub.kind == Kind::Mend && passes_before_it_is_mended(test);
                    test.verdict.passed() != should_pass
                });
                wrong
                    .map(|test| {
                        about(
                            stub,
                            &format!("{}: {:?}\n{}", test.test, test.verdict, test.message),
                        )
                    })
                    .collect()
            }
        });
    nothing_found(findings.collect());
}

/// Code to mend runs and looks right: only the race stage, or a test of overlap, sees what is wrong.
fn passes_before_it_is_mended(test: &TestResult) -> bool {
    test.stage == Stage::Contract
}

#[test]
fn a_stub_says_what_is_to_be_done() {
    let findings = judged().iter().filter_map(|stub| {
        let exercise = only_exercise(&stub.report).ok()?; // the other test tells
        let bare = exercise.tests.iter().find(|test| {
            let words = test.message.trim_start_matches("not yet implemented");
            test.verdict == Verdict::Todo && words.trim_start_matches(':').trim().is_empty()
        })?;
        Some(about(stub, &format!("{} fails without a word", bare.test)))
    });
    nothing_found(findings.collect());
}

#[test]
fn what_a_learner_reads_first_is_what_was_read_before() {
    let texts = judged().iter().filter_map(|stub| {
        let report = stub.report.as_ref().ok()?;
        Some(shown::Snapshot {
            name: shown::name(&stub.candidate.exercise, "stub"),
            about: "the stub, before anybody has touched it".to_owned(),
            numbers_vary: false,
            text: shown::as_text(report, &stub.candidate),
        })
    });
    nothing_found(shown::differences(texts));
}

fn about(stub: &Stub, problem: &str) -> String {
    let ExerciseId { lesson, exercise } = &stub.candidate.exercise;
    format!("lesson{lesson} {exercise}: {problem}")
}

/// Every exercise's stub, all else the solution's.
fn judged() -> &'static [Stub] {
    static JUDGED: OnceLock<Vec<Stub>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let (mut candidates, mut kinds) = (Vec::new(), Vec::new());
        for lesson in &course().lessons {
            let stubs = stub::stubs(course(), lesson).expect("the solutions can be read");
            for exercise in &lesson.exercises {
                let module = lesson.module(&exercise.name);
                let stub = stubs.iter().find(|stub| stub.to == module);
                let stub = stub.expect("every exercise has a module");
                candidates.push(candidate(lesson.id(&exercise.name), &stub.text));
                kinds.push(exercise.kind);
            }
        }
        let reports = judge_all(&candidates);
        let all = candidates.into_iter().zip(kinds).zip(reports);
        all.map(|((candidate, kind), report)| Stub {
            candidate,
            kind,
            report,
        })
        .collect()
    })
}

/// The derived text and not the lesson's own file: that may be a learner's work.
fn candidate(exercise: ExerciseId, text: &str) -> Candidate {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("stubs")
        .join(&exercise.lesson);
    fs::create_dir_all(&folder).expect("a folder for the stubs");
    let file = folder.join(format!("{}.rs", exercise.exercise));
    if !fs::read_to_string(&file).is_ok_and(|found| found == text) {
        fs::write(&file, text).expect("a stub's file");
    }
    Candidate {
        exercise,
        file,
        title: "the stub".to_owned(),
        stages: vec![Stage::Contract, Stage::Race],
        keep_going: true,
    }
}
