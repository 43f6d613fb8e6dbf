//! `cargo xtask status`: the picture of what is done.

use super::Answer;
use crate::{
    course::{Course, Exercise, Lesson},
    render::status::{Progress, status},
    session::Session,
    trouble::Trouble,
};

pub(super) fn run(course: &Course) -> Result<Answer, Trouble> {
    let session = Session::open(course)?;
    let text = status(course, |lesson, exercise| {
        progress(&session, lesson, exercise)
    });
    Ok(Answer {
        notes: session.notes,
        ..Answer::done(text)
    })
}

fn progress(session: &Session<'_>, lesson: &Lesson, exercise: &Exercise) -> Progress {
    match session.entry(lesson, exercise) {
        _ if session.is_done(lesson, exercise) => Progress::Done,
        Some(_) if session.is_settled(lesson, exercise) => Progress::Untold,
        Some(entry) if entry.passed.is_some() || entry.untold.is_some() => Progress::Changed,
        Some(entry) if entry.last.is_some() => Progress::Begun,
        _ => Progress::Waiting,
    }
}
