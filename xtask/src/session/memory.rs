//! What is remembered of a verdict.

use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use crate::{
    course::{Course, Exercise, Lesson},
    fingerprint::fingerprint,
    render::proof,
    report::{ExerciseReport, Stage},
    reset,
    state::{Entry, Failure, Kept},
    stub::{self, Stub},
};

/// This moment, in seconds since 1970.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// Stands for what a learner has written for this exercise. `None` for the stub: nobody has tried anything yet.
pub(super) fn attempt(course: &Course, lesson: &Lesson, exercise: &Exercise) -> Option<String> {
    let stubs = stub::stubs(course, lesson).unwrap_or_default();
    let own = |stub: &&Stub| reset::belongs_to(lesson, &exercise.name, &stub.to);
    let stub: String = stubs
        .iter()
        .filter(own)
        .map(|it| it.text.as_str())
        .collect();
    let mut files = Vec::new();
    let source = lesson.folder.join("src");
    // What cannot be read has no verdict either.
    let _ = stub::source_files(&course.root, &source, &mut files);
    files.retain(|file| reset::belongs_to(lesson, &exercise.name, file));
    files.sort();
    let mut written = Vec::new();
    for file in files {
        written.extend(fs::read(course.root.join(file)).unwrap_or_default());
    }
    let written = fingerprint(&written);
    (written != fingerprint(stub.as_bytes())).then_some(written)
}

/// Counts one more verdict: what was judged, and when.
pub(super) fn count(entry: &mut Entry, attempt: Option<&str>, now: u64) {
    entry.judged = Some(now);
    if entry.passed.is_some() {
        entry.done.get_or_insert(now);
    }
    if let Some(attempt) = attempt
        && !entry.attempts.iter().any(|it| it == attempt)
    {
        entry.attempts.push(attempt.to_owned());
    }
}

/// Takes a verdict into what is remembered.
pub(super) fn remember(entry: &mut Entry, exercise: &Exercise, key: &str, judged: &ExerciseReport) {
    let kept = kept(entry, exercise, key, judged);
    let are_kept = |wanted: &dyn Fn(Stage) -> bool| {
        let mut stages = exercise.all_tests().map(|(stage, _)| stage);
        stages.all(|stage| !wanted(stage) || kept.contains(&stage))
    };
    match judged.first_failure() {
        Some(failed) => {
            // The same content was green once: no longer to be trusted.
            for green in [&mut entry.passed, &mut entry.untold] {
                if green.as_deref() == Some(key) {
                    *green = None;
                }
            }
            let replay = failed.model.as_ref().and_then(proof::replay);
            entry.last = Some(Failure {
                content: key.to_owned(),
                test: failed.test.clone(),
                stage: failed.stage,
                replay: replay.map(str::to_owned),
                mended: None,
            });
        }
        None if are_kept(&|_| true) => {
            if entry.passed.as_deref() != Some(key) {
                entry.passed = Some(key.to_owned());
                entry.done = None;
            }
            entry.untold = None;
            entry.last = None;
        }
        None if judged.first_untold().is_some() && are_kept(&|it| it != Stage::Speed) => {
            // What was told once for the same content stays told.
            if entry.passed.as_deref() != Some(key) {
                entry.untold = Some(key.to_owned());
            }
            entry.last = None;
            entry.edit = None;
        }
        None => {
            if let Some(last) = entry.last.as_mut()
                && is_green(judged, last)
            {
                last.mended = Some(key.to_owned());
            }
        }
    }
    entry.kept = (!kept.is_empty()).then(|| Kept {
        content: key.to_owned(),
        stages: kept,
    });
}

/// Whether the test that had failed was judged, and is green.
fn is_green(judged: &ExerciseReport, last: &Failure) -> bool {
    let mut tests = judged.tests.iter();
    tests.any(|it| it.stage == last.stage && it.test == last.test && it.verdict.passed())
}

/// The stages that this content is known to keep: those that were judged now, whole and green, and those of an earlier
/// time that nothing speaks against now.
///
/// Green counts only if every test that the exercise has was seen green: an interrupted run has no failure either.
fn kept(entry: &Entry, exercise: &Exercise, key: &str, judged: &ExerciseReport) -> Vec<Stage> {
    let before = entry.kept.as_ref().filter(|kept| kept.content == key);
    let was_kept = |stage: Stage| before.is_some_and(|kept| kept.stages.contains(&stage));
    let is_red = |stage: Stage| {
        let mut tests = judged.tests.iter();
        tests.any(|test| test.stage == stage && test.verdict.is_red())
    };
    let is_green = |stage: Stage| {
        let mut tests = exercise.all_tests().filter(|(of, _)| *of == stage);
        tests.all(|(_, test)| {
            let mut results = judged.tests.iter();
            results.any(|it| it.stage == stage && it.test == test && it.verdict.passed())
        })
    };
    let mut stages: Vec<Stage> = exercise.all_tests().map(|(stage, _)| stage).collect();
    stages.dedup();
    stages.retain(|stage| is_green(*stage) || (was_kept(*stage) && !is_red(*stage)));
    stages
}

#[cfg(test)]
mod tests {
    use super::{count, remember};
    use crate::{
        course::{Exercise, Lesson},
        report::{ExerciseReport, Stage, TestResult, Verdict},
        sample,
        state::{Entry, Kept},
    };

    fn result(test: &str, stage: Stage, verdict: Verdict) -> TestResult {
        TestResult {
            model: Some(serde_json::json!({ "replay": "1:30" })),
            ..TestResult::new(stage, test, verdict)
        }
    }

    /// All tests of one stage, each with this verdict.
    fn part(
        lesson: &Lesson,
        exercise: &Exercise,
        wanted: Stage,
        verdict: Verdict,
    ) -> ExerciseReport {
        let tests = exercise.all_tests().filter(|(stage, _)| *stage == wanted);
        ExerciseReport {
            exercise: lesson.id(&exercise.name),
            tests: tests
                .map(|(stage, test)| result(test, stage, verdict.clone()))
                .collect(),
            unchanged: false,
        }
    }

    #[test]
    fn what_cannot_be_told_is_neither_done_nor_failed() {
        let course = sample::course();
        let lesson = &course.lessons[1];
        let mut exercise = lesson.exercises[0].clone();
        exercise.speed = vec!["bank::t5_fast".into()];
        let judged = |speed: Verdict, others: bool| {
            let tests = exercise
                .all_tests()
                .filter_map(|(stage, test)| match stage {
                    Stage::Speed => Some(result(test, stage, speed.clone())),
                    _ => others.then(|| result(test, stage, Verdict::Passed)),
                });
            ExerciseReport {
                exercise: lesson.id("bank"),
                tests: tests.collect(),
                unchanged: false,
            }
        };
        let right = [Stage::Contract, Stage::Race];
        let untold = Entry {
            untold: Some("key".into()),
            kept: Some(Kept {
                content: "key".into(),
                stages: right.to_vec(),
            }),
            ..Entry::default()
        };
        let after = |mut entry: Entry, judged: ExerciseReport| {
            remember(&mut entry, &exercise, "key", &judged);
            entry
        };
        let first = after(Entry::default(), judged(Verdict::CannotTell, true));
        assert_eq!(first, untold);
        let alone = after(Entry::default(), judged(Verdict::CannotTell, false));
        assert_eq!(alone, Entry::default(), "nothing was judged but speed");
        let done = after(untold.clone(), judged(Verdict::Passed, false));
        assert_eq!((done.passed.as_deref(), &done.untold), (Some("key"), &None));
        let still = after(done.clone(), judged(Verdict::CannotTell, true));
        assert_eq!(still, done, "what was told once stays told");
        let slow = after(untold, judged(Verdict::Slow, false));
        assert_eq!((&slow.passed, &slow.untold), (&None, &None));
        assert_eq!(slow.last.unwrap().stage, Stage::Speed);
    }

    #[test]
    fn a_part_that_is_green_tells_of_the_test_that_had_failed_only_if_it_judged_it() {
        let course = sample::course();
        let (lesson, exercise) = (&course.lessons[1], &course.lessons[1].exercises[0]);
        let judged = |stage: Stage, verdict: Verdict| part(lesson, exercise, stage, verdict);
        let mut entry = Entry::default();
        let mut mended = |key: &str, judged: ExerciseReport| {
            remember(&mut entry, exercise, key, &judged);
            entry.last.clone().and_then(|last| last.mended)
        };
        let failed = Verdict::Deadlock { threads: 2 };
        assert_eq!(mended("a", judged(Stage::Race, failed.clone())), None);
        assert_eq!(mended("b", judged(Stage::Contract, Verdict::Passed)), None);
        let green = mended("c", judged(Stage::Race, Verdict::Passed));
        assert_eq!(green.as_deref(), Some("c"));
        assert_eq!(mended("d", judged(Stage::Race, failed)), None);
    }

    #[test]
    fn a_content_counts_once_and_the_first_green_run_is_when_it_was_done() {
        let mut entry = Entry::default();
        for (attempt, at) in [(None, 1), (Some("a"), 2), (Some("b"), 3), (Some("a"), 4)] {
            count(&mut entry, attempt, at);
        }
        assert_eq!(
            (entry.attempts.len(), entry.judged, entry.done),
            (2, Some(4), None)
        );
        entry.passed = Some("key".into());
        count(&mut entry, Some("a"), 5);
        count(&mut entry, Some("a"), 6);
        assert_eq!((entry.judged, entry.done), (Some(6), Some(5)));
    }

    #[test]
    fn parts_that_are_green_one_after_the_other_make_a_whole_as_long_as_nothing_changes() {
        let course = sample::course();
        let (lesson, exercise) = (&course.lessons[1], &course.lessons[1].exercises[0]);
        let judged = |stage: Stage, verdict: Verdict| part(lesson, exercise, stage, verdict);
        let mut entry = Entry::default();
        let mut passed = |key: &str, stage: Stage, verdict: Verdict| {
            remember(&mut entry, exercise, key, &judged(stage, verdict));
            entry.passed.as_deref() == Some(key)
        };
        let failed = Verdict::Deadlock { threads: 2 };
        assert!(!passed("a", Stage::Contract, Verdict::Passed));
        assert!(
            !passed("b", Stage::Race, Verdict::Passed),
            "another content"
        );
        assert!(passed("b", Stage::Contract, Verdict::Passed));
        assert!(!passed("b", Stage::Race, failed), "not to be trusted");
        assert!(!passed("b", Stage::Contract, Verdict::Passed));
        assert!(passed("b", Stage::Race, Verdict::Passed));
    }

    #[test]
    fn only_a_complete_green_run_is_remembered_as_passed() {
        let course = sample::course();
        let (lesson, exercise) = (&course.lessons[1], &course.lessons[1].exercises[0]);
        let tests = exercise
            .all_tests()
            .map(|(stage, test)| result(test, stage, Verdict::Passed));
        let mut judged = ExerciseReport {
            exercise: lesson.id("bank"),
            tests: tests.collect(),
            unchanged: false,
        };
        let mut entry = Entry::default();
        remember(&mut entry, exercise, "key", &judged);
        assert_eq!(entry.passed.as_deref(), Some("key"));

        let race = judged.tests.pop().unwrap();
        let mut other = Entry::default();
        remember(&mut other, exercise, "key", &judged);
        let kept = other.kept.take().map(|kept| kept.stages);
        assert_eq!(kept, Some(vec![Stage::Contract]));
        assert_eq!(other, Entry::default(), "an interrupted run");

        judged.tests.push(TestResult {
            verdict: Verdict::Deadlock { threads: 2 },
            ..race
        });
        remember(&mut entry, exercise, "key", &judged);
        assert_eq!(
            entry.passed, None,
            "the same content is not trusted any more"
        );
        assert_eq!(entry.last.unwrap().replay.as_deref(), Some("1:30"));
    }
}
