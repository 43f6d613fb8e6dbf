//! The learner's work: what has changed is judged, the rest is answered from the state.

use super::{Judged, Session, judge_once};
use crate::{
    choose::Chosen,
    course::{Exercise, ExerciseId, Lesson},
    judge::Plan,
    progress::News,
    report::{ExerciseReport, Report, Stage, TestResult, Verdict},
    subject::Subject,
    trouble::Trouble,
};

/// How often work that is saved again and again is judged anew, until the last verdict is told as it is.
const ATTEMPTS: usize = 4;

impl<'c> Session<'c> {
    /// Judges the learner's work as `plan` says, but for the exercises, and remembers the verdicts. Unless `anew`,
    /// what is done and unchanged is answered from the state.
    ///
    /// # Errors
    ///
    /// If there can be no verdict.
    pub fn work(
        &mut self,
        chosen: &Chosen<'c>,
        plan: &Plan,
        anew: bool,
        say: &mut dyn FnMut(News),
    ) -> Result<Judged, Trouble> {
        let lesson = chosen.lesson;
        let (done, open): (Vec<_>, Vec<_>) = chosen
            .exercises
            .iter()
            .copied()
            .partition(|exercise| !anew && self.is_answered(lesson, exercise));
        let mut judged = Judged {
            report: Report {
                lesson: lesson.number.clone(),
                subject: "your work".into(),
                build: None,
                exercises: Vec::new(),
            },
            interrupted: None,
        };
        if !open.is_empty() {
            self.is_all_there(lesson)?;
            let plan = Plan {
                exercises: open.iter().map(|exercise| exercise.name.clone()).collect(),
                ..plan.clone()
            };
            judged = self.judge_saved(lesson, &open, &plan, say)?;
        }
        if judged.report.build.is_none() {
            let unchanged = done.iter().map(|exercise| self.unchanged(lesson, exercise));
            judged.report.exercises.extend(unchanged);
            let place = |id: &ExerciseId| {
                lesson
                    .exercises
                    .iter()
                    .position(|exercise| exercise.name == id.exercise)
            };
            judged
                .report
                .exercises
                .sort_by_key(|judged| place(&judged.exercise));
        }
        Ok(judged)
    }

    /// Whether the state has the answer.
    fn is_answered(&self, lesson: &Lesson, exercise: &Exercise) -> bool {
        match self.settles {
            true => self.is_settled(lesson, exercise),
            false => self.is_done(lesson, exercise),
        }
    }

    /// What the state knows of an exercise that has not changed.
    fn unchanged(&self, lesson: &Lesson, exercise: &Exercise) -> ExerciseReport {
        let is_untold = !self.is_done(lesson, exercise);
        let tests = exercise.speed.iter().filter(|_| is_untold);
        let untold = tests.map(|test| TestResult {
            message: format!(
                "That could not be told when it was judged, and nothing has changed since. `cargo xtask check {} {}` tries again.",
                lesson.package(),
                exercise.name
            ),
            ..TestResult::new(Stage::Speed, test, Verdict::CannotTell)
        });
        ExerciseReport {
            exercise: lesson.id(&exercise.name),
            tests: untold.collect(),
            unchanged: true,
        }
    }

    /// A module that is gone would only be told in rustc's words.
    fn is_all_there(&self, lesson: &Lesson) -> Result<(), Trouble> {
        let gone = |exercise: &&Exercise| {
            let file = self.course.module(lesson, &exercise.name);
            !self.course.root.join(file).exists()
        };
        let Some(exercise) = lesson.exercises.iter().find(gone) else {
            return Ok(());
        };
        let (package, name) = (lesson.package(), &exercise.name);
        Err(Trouble::cannot_tell(
            format!("{} is not there.", lesson.module(name).display()),
            format!("`cargo xtask reset {package} {name}` brings the stub back."),
        ))
    }

    /// Judges until nothing was saved in the meantime, and remembers the verdicts.
    fn judge_saved(
        &mut self,
        lesson: &'c Lesson,
        exercises: &[&'c Exercise],
        plan: &Plan,
        say: &mut dyn FnMut(News),
    ) -> Result<Judged, Trouble> {
        let keys = |session: &Self| -> Vec<String> {
            exercises
                .iter()
                .map(|exercise| session.key(lesson, exercise))
                .collect()
        };
        let mut attempt = 1;
        loop {
            let before = keys(self);
            let judged = judge_once(self.course, lesson, &Subject::Learner, plan, say)?;
            let after = keys(self);
            if before == after {
                self.remember(lesson, exercises, &before, &judged.report);
                return Ok(judged);
            }
            if judged.interrupted.is_some() || attempt == ATTEMPTS {
                self.notes.push(
                    "A file was saved while it was judged, so this verdict is not remembered."
                        .into(),
                );
                return Ok(judged);
            }
            attempt += 1;
            say(News {
                text: "a file was saved meanwhile: judging again".into(),
                slow: true,
            });
        }
    }
}
