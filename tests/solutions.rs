//! Every solution passes every test of its lesson; so does what learners write when they finish.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;

use course::course;
use findings::nothing_found;
use xtask::{
    course::Lesson,
    judge::{self, Plan},
    report::Stage,
    subject::Subject,
};

#[test]
fn every_solution_passes_every_test() {
    nothing_found(course().lessons.iter().flat_map(failures).collect());
}

fn failures(lesson: &Lesson) -> Vec<String> {
    let plan = Plan {
        exercises: lesson
            .exercises
            .iter()
            .map(|exercise| exercise.name.clone())
            .collect(),
        stages: vec![Stage::Contract, Stage::Race],
        keep_going: true,
        ..Plan::default()
    };
    let report = match judge::judge(course(), lesson, &Subject::Solution, &plan, &mut |_| {}) {
        Ok(report) => report,
        Err(error) => return vec![format!("{}: {error}", lesson.package())],
    };
    if let Some(build) = report.build {
        return vec![format!(
            "{} does not build:\n{}",
            lesson.package(),
            build.diagnostics
        )];
    }
    let wanted = lesson
        .exercises
        .iter()
        .flat_map(|exercise| exercise.all_tests())
        // Measured by a test of its own, which a busy machine cannot fail.
        .filter(|(stage, _)| *stage != Stage::Speed);
    let tests = report.exercises.iter().flat_map(|exercise| &exercise.tests);
    let passed: Vec<_> = tests
        .clone()
        .filter(|test| test.verdict.passed())
        .map(|test| (test.stage, test.test.as_str()))
        .collect();
    let not_passed = wanted.filter(|test| !passed.contains(test));
    not_passed
        .map(|(stage, name)| {
            let result = tests
                .clone()
                .find(|test| (test.stage, test.test.as_str()) == (stage, name));
            let why = result.map_or("was not judged".to_owned(), |test| {
                format!("{:?}\n{}", test.verdict, test.message)
            });
            format!("{} {stage:?} {name}: {why}", lesson.package())
        })
        .collect()
}
