//! Judges the solutions again and again on a busy machine: a verdict that depends on luck is a broken one.

use super::load;
use crate::{
    course::{Course, Lesson},
    judge::{self, JudgeError, Plan},
    progress::News,
    report::Stage,
    subject::Subject,
};

/// What was seen of one lesson's solution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// How many runs there were.
    pub runs: u32,
    /// Tests that were not green every time, each with how often and the last message.
    pub flaky: Vec<String>,
}

/// Judges every solution of these lessons `times` times, under load. `say` hears how far it is.
///
/// # Errors
///
/// If a solution cannot be judged at all.
pub fn repeat(
    course: &Course,
    lessons: &[&Lesson],
    times: u32,
    say: &mut dyn FnMut(News),
) -> Result<Repeated, JudgeError> {
    load::under_load(|| judge_often(course, lessons, times, say))
}

fn judge_often(
    course: &Course,
    lessons: &[&Lesson],
    times: u32,
    say: &mut dyn FnMut(News),
) -> Result<Repeated, JudgeError> {
    let mut repeated = Repeated::default();
    for lesson in lessons {
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
        for run in 1..=times {
            say(News {
                text: format!("{}: run {run} of {times}, under load", lesson.package()),
                slow: run == 1,
            });
            let report = judge::judge(course, lesson, &Subject::Solution, &plan, &mut |_| {})?;
            repeated.runs += 1;
            if let Some(build) = report.build {
                return Err(JudgeError::Course {
                    problem: format!(
                        "{} does not build:\n{}",
                        lesson.package(),
                        build.diagnostics
                    ),
                });
            }
            let tests = report.exercises.iter().flat_map(|judged| &judged.tests);
            repeated
                .flaky
                .extend(tests.filter(|test| !test.verdict.passed()).map(|test| {
                    format!(
                        "{} {} {} in run {run}: {:?}\n{}",
                        lesson.package(),
                        test.stage.name(),
                        test.test,
                        test.verdict,
                        test.message
                    )
                }));
        }
    }
    Ok(repeated)
}
