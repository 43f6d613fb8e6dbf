//! Judging once, and what is known of it if it was interrupted.

use crate::{
    course::{Course, Lesson},
    judge::{self, JudgeError, Plan},
    progress::{News, events_of},
    report::Report,
    subject::Subject,
    trouble::Trouble,
};

/// A report, and why it is not the whole one.
#[derive(Debug)]
pub struct Judged {
    /// What is known.
    pub report: Report,
    /// Set if the run was interrupted.
    pub interrupted: Option<Trouble>,
}

/// Judges once, with what was known at an interruption kept.
///
/// # Errors
///
/// If there can be no verdict.
pub fn judge_once(
    course: &Course,
    lesson: &Lesson,
    subject: &Subject,
    plan: &Plan,
    say: &mut dyn FnMut(News),
) -> Result<Judged, Trouble> {
    let mut events = events_of(&lesson.number, say);
    match judge::judge(course, lesson, subject, plan, &mut events) {
        Ok(report) => Ok(Judged {
            report,
            interrupted: None,
        }),
        Err(JudgeError::Interrupted(report)) => Ok(Judged {
            interrupted: Some(Trouble::from(JudgeError::Interrupted(report.clone()))),
            report: *report,
        }),
        Err(error) => Err(error.into()),
    }
}
