//! What a run came to.

use super::screen::Progress;
use crate::{
    course::{Course, Exercise, Lesson},
    exit::Exit,
    guide::Guide,
    render::json,
    report::Report,
};

/// What is known when a run is over.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) report: Report,
    pub(super) guides: Vec<Guide>,
    pub(super) notes: Vec<String>,
    pub(super) progress: Progress,
    /// The place of the first exercise after this one that is not settled, if there is one.
    pub(super) next: Option<usize>,
}

impl Verdict {
    /// For a program: one line. `exercises` are those that are watched.
    pub(super) fn document(&self, course: &Course, exercises: &[(&Lesson, &Exercise)]) -> String {
        let report = &self.report;
        let exit = match () {
            () if !report.is_green() => Exit::NotYet,
            () if report.is_untold() => Exit::CannotTell,
            () => Exit::Green,
        };
        let fields = vec![
            (
                "lessons",
                json::lessons(course, [(report, &self.guides[..])]),
            ),
            ("next", json::exercise_of(self.next.map(|at| exercises[at]))),
        ];
        let document = json::document(Some("watch"), exit, &self.notes, None, fields);
        json::text(&document)
    }
}
