//! Many subjects, judged in one go.

use std::path::PathBuf;

use xtask::{
    course::ExerciseId,
    judge::{self, Job, Plan},
    report::{ExerciseReport, Report, Stage},
    subject::Subject,
};

use crate::course::course;

/// A file that is judged in place of an exercise's module of the solution.
pub(crate) struct Candidate {
    pub(crate) exercise: ExerciseId,
    /// Relative to the course's root, or absolute.
    pub(crate) file: PathBuf,
    /// As the report calls it: "mistake joins_in_the_loop".
    pub(crate) title: String,
    pub(crate) stages: Vec<Stage>,
    /// Judges all tests, also after the first that is red.
    pub(crate) keep_going: bool,
}

/// Judges all of them; the reports come in the same order, or else why there is none.
pub(crate) fn judge_all(candidates: &[Candidate]) -> Vec<Result<Report, String>> {
    let jobs: Vec<_> = candidates.iter().map(Candidate::job).collect();
    let reports = judge::judge_many(course(), &jobs, &mut |_, _| {});
    let in_words = |report: Result<_, judge::JudgeError>| report.map_err(|error| error.to_string());
    reports.into_iter().map(in_words).collect()
}

impl Candidate {
    pub(crate) fn subject(&self) -> Subject {
        Subject::With {
            exercise: self.exercise.exercise.clone(),
            file: self.file.clone(),
            title: self.title.clone(),
        }
    }

    fn job(&self) -> Job {
        Job {
            lesson: self.exercise.lesson.clone(),
            subject: self.subject(),
            plan: Plan {
                exercises: vec![self.exercise.exercise.clone()],
                stages: self.stages.clone(),
                keep_going: self.keep_going,
                ..Plan::default()
            },
        }
    }
}

/// What the report says about the only exercise that was judged.
///
/// # Errors
///
/// In words, if there is no report or if the candidate does not build.
pub(crate) fn only_exercise(report: &Result<Report, String>) -> Result<&ExerciseReport, String> {
    let report = report.as_ref().map_err(Clone::clone)?;
    match (&report.build, &report.exercises[..]) {
        (Some(build), _) => Err(format!("does not build:\n{}", build.diagnostics)),
        (None, [exercise]) => Ok(exercise),
        (None, others) => Err(format!("{} exercises were judged, not 1", others.len())),
    }
}
