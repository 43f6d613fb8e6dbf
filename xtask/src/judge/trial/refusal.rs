//! Tests that are not run, and why.

use std::path::Path;

use crate::{
    judge::{bypass, off_limits, stand::Stand, wanted::WantedExercise},
    report::{Place, Stage, TestResult, Verdict},
};

/// Why a subject's code is not run.
#[derive(Debug)]
pub(super) struct Refusal {
    verdict: Verdict,
    message: String,
    place: Place,
}

impl Refusal {
    /// It uses what belongs to the tests; nothing that such code attests could be believed.
    pub(super) fn off_limits(found: &off_limits::Found, stand: &Stand) -> Self {
        let file = stand.locate(&found.place.file.to_string_lossy());
        Self {
            verdict: Verdict::OffLimits,
            message: found.words.clone(),
            place: Place {
                file: file.unwrap_or_else(|| found.place.file.clone()),
                ..found.place
            },
        }
    }

    /// It goes around the kit, if it does; a search would hang, or see nothing.
    pub(super) fn around_the_kit(exercise: &str, stand: &Stand) -> Option<Self> {
        let source = stand.folder.join("src");
        let locate = |file: &Path| stand.locate(&file.to_string_lossy());
        let (message, place) = bypass::of(&source, exercise, &locate)?;
        Some(Self {
            verdict: Verdict::AroundTheKit,
            message,
            place,
        })
    }

    /// What becomes of an exercise's tests of some stages: none is run, and the first one says why.
    pub(super) fn of(self, exercise: &WantedExercise<'_>, stages: &[Stage]) -> Vec<TestResult> {
        let results = |&stage: &Stage| not_run(stage, exercise.tests(stage));
        let mut results: Vec<_> = stages.iter().flat_map(results).collect();
        if let Some(first) = results.first_mut() {
            first.verdict = self.verdict;
            first.message = self.message;
            first.place = Some(self.place);
        }
        results
    }
}

/// Tests that something before them decided.
pub(super) fn not_run(stage: Stage, tests: &[String]) -> Vec<TestResult> {
    let not_run = |test| TestResult::new(stage, test, Verdict::NotRun);
    tests.iter().map(not_run).collect()
}
