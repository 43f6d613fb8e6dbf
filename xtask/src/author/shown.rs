//! What a learner would read of a claim's code.

use std::path::Path;

use super::claim::{Claim, What};
use crate::{
    course::Course,
    guide::guides,
    render::terminal::{self, Scene},
    report::{Report, TestResult, Verdict},
    subject::Subject,
};

/// What a learner would read: the judged file is told as the exercise's module in the lesson.
pub(super) fn shown(course: &Course, claim: &Claim<'_>, report: &Report) -> String {
    let subject = match claim.what {
        What::Stub(_) => Subject::Learner,
        _ => claim.subject(),
    };
    let report = &match claim.what {
        What::Stub(_) => as_a_learner_meets_it(claim, report.clone()),
        _ => report.clone(),
    };
    let scene = Scene {
        lesson: claim.lesson,
        subject: &subject,
        full: false,
    };
    let guides = guides(course, claim.lesson, &subject, report);
    let painted = terminal::report(scene, report, &guides);
    let text = anstream::adapter::strip_str(&painted).to_string();
    let module = claim.lesson.module(&claim.exercise.name);
    match &claim.file {
        Some(file) => text.replace(&*file.to_string_lossy(), &module.to_string_lossy()),
        None => text,
    }
}

/// All tests of a stub are judged; a learner's check ends at the first that fails, and names the lesson's own file.
fn as_a_learner_meets_it(claim: &Claim<'_>, mut report: Report) -> Report {
    let module = claim.lesson.module(&claim.exercise.name);
    for judged in &mut report.exercises {
        let mut over = false;
        for test in &mut judged.tests {
            if over {
                *test = TestResult::new(test.stage, &test.test, Verdict::NotRun);
            }
            over |= test.verdict.is_red();
            if let Some(place) = &mut test.place
                && claim.file.as_deref().and_then(Path::file_name) == place.file.file_name()
                && !place.file.starts_with(claim.lesson.folder.join("tests"))
            {
                place.file.clone_from(&module);
            }
        }
    }
    report
}
