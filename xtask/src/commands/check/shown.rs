//! What was judged so far, on its way to an answer.

use crate::{
    cli::Check,
    commands::Answer,
    course::{Course, Lesson},
    exit::Exit,
    guide::{Guide, guides},
    render::{
        json,
        terminal::{self, Scene},
    },
    report::Report,
    session::Judged,
    subject::Subject,
    trouble::Trouble,
};

/// The reports of the lessons, each with its guides.
pub(super) struct Shown<'a> {
    course: &'a Course,
    keep_going: bool,
    full: bool,
    pub(super) subject: Subject,
    reports: Vec<(Report, Vec<Guide>)>,
    pub(super) interrupted: Option<Trouble>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(course: &'a Course, check: &Check, subject: Subject) -> Self {
        Self {
            course,
            keep_going: check.keep_going,
            full: check.full,
            subject,
            reports: Vec::new(),
            interrupted: None,
        }
    }

    /// Takes one lesson's report. Whether the next lesson is to be judged as well.
    pub(super) fn goes_on_after(&mut self, judged: Judged) -> bool {
        let guides = match self
            .course
            .lessons
            .iter()
            .find(|it| it.number == judged.report.lesson)
        {
            Some(lesson) => guides(self.course, lesson, &self.subject, &judged.report),
            None => Vec::new(),
        };
        self.reports.push((judged.report, guides));
        self.interrupted = judged.interrupted;
        self.interrupted.is_none() && (self.keep_going || self.exit() != Exit::NotYet)
    }

    /// The lessons of which something was judged that was not known to be green.
    pub(super) fn judged_anew(&self) -> impl Iterator<Item = &'a Lesson> {
        let lessons = self.course.lessons.iter();
        lessons.filter(|lesson| {
            let mut reports = self.reports.iter().map(|(report, _)| report);
            reports.any(|report| {
                report.lesson == lesson.number && report.exercises.iter().any(|it| !it.unchanged)
            })
        })
    }

    pub(super) fn exit(&self) -> Exit {
        match &self.interrupted {
            Some(trouble) => trouble.exit,
            None if !self.reports.iter().all(|(report, _)| report.is_green()) => Exit::NotYet,
            None if self.reports.iter().any(|(report, _)| report.is_untold()) => Exit::CannotTell,
            None => Exit::Green,
        }
    }

    pub(super) fn answer(self, next: String) -> Answer {
        let mut texts = Vec::new();
        for (report, guides) in &self.reports {
            texts.extend(self.rendered(report, guides));
        }
        let reports = self.reports.iter();
        let reports = reports.map(|(report, guides)| (report, &guides[..]));
        Answer {
            exit: self.exit(),
            fields: vec![("lessons", json::lessons(self.course, reports))],
            trouble: self.interrupted,
            ..Answer::done(texts.join("\n") + &next)
        }
    }

    fn rendered(&self, report: &Report, guides: &[Guide]) -> Option<String> {
        let lesson = self
            .course
            .lessons
            .iter()
            .find(|it| it.number == report.lesson)?;
        let scene = Scene {
            lesson,
            subject: &self.subject,
            full: self.full,
        };
        Some(terminal::report(scene, report, guides))
    }
}
