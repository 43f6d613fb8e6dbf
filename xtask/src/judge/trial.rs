//! One subject before the tests: stage after stage, until something decides.

mod hearing;
mod ready;
mod refusal;
mod warnings;

use super::{
    Event, JudgeError, Plan,
    builder::Programs,
    execution::Halt,
    failure, off_limits,
    stand::Stand,
    wanted::{Wanted, WantedExercise},
};
use crate::{
    build::Warning,
    course::{Course, Lesson},
    report::{ExerciseReport, Report, Stage, TestResult, Verdict},
    subject::Subject,
};

use hearing::Hearing;
use ready::Ready;
use refusal::{Refusal, not_run};

#[derive(Debug)]
pub(super) struct Trial<'a> {
    course: &'a Course,
    lesson: &'a Lesson,
    plan: &'a Plan,
    stand: &'a Stand,
    report: Report,
    /// So many exercises have been judged to their end.
    finished: usize,
}

impl<'a> Trial<'a> {
    pub(super) fn new(
        course: &'a Course,
        lesson: &'a Lesson,
        subject: &Subject,
        plan: &'a Plan,
        stand: &'a Stand,
    ) -> Self {
        let subject = match subject {
            Subject::Learner => "your work".into(),
            Subject::Solution => "the solution".into(),
            Subject::With { title, .. } => title.clone(),
        };
        Self {
            course,
            lesson,
            plan,
            stand,
            report: Report {
                lesson: lesson.number.clone(),
                subject,
                build: None,
                exercises: Vec::new(),
            },
            finished: 0,
        }
    }

    pub(super) fn run(
        mut self,
        wanted: &Wanted<'_>,
        builder: &mut dyn Programs,
        events: &mut dyn FnMut(Event),
    ) -> Result<Report, JudgeError> {
        match self.stages(wanted, builder, events) {
            Ok(()) => Ok(self.report),
            Err(Halt::Interrupted) => {
                // What is judged in part might look as if it were all green.
                self.report.exercises.truncate(self.finished);
                Err(JudgeError::Interrupted(Box::new(self.report)))
            }
            Err(Halt::Trouble(error)) => Err(error),
        }
    }

    fn stages(
        &mut self,
        wanted: &Wanted<'_>,
        builder: &mut dyn Programs,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), Halt> {
        let mut programs = Ready::new(builder);
        if !self.prepare(wanted.builds[0], &mut programs, events)? {
            return Ok(());
        }
        let off_limits = off_limits::of(&self.stand.folder.join("src"));
        for exercise in &wanted.exercises {
            let name = &exercise.exercise.name;
            self.report.exercises.push(ExerciseReport {
                exercise: self.lesson.id(name),
                tests: Vec::new(),
                unchanged: false,
            });
            if let Some(found) = &off_limits {
                let refusal = Refusal::off_limits(found, self.stand);
                self.add(refusal.of(exercise, &Stage::JUDGED));
                self.finished += 1;
                break;
            }
            let mut green = true;
            if !exercise.contract.is_empty() {
                green &= self.hear(Stage::Contract, exercise, &programs, events)?;
            }
            if !exercise.race.is_empty() {
                if !green && !self.plan.keep_going {
                    self.add(not_run(Stage::Race, &exercise.race));
                } else if let Some(refusal) = Refusal::around_the_kit(name, self.stand) {
                    self.add(refusal.of(exercise, &[Stage::Race]));
                    green = false;
                } else {
                    if !self.prepare(Stage::Race, &mut programs, events)? {
                        return Ok(());
                    }
                    green &= self.hear(Stage::Race, exercise, &programs, events)?;
                }
            }
            if !exercise.speed.is_empty() {
                // The speed of code that is not right means nothing, whoever wants to go on.
                if !green {
                    self.add(not_run(Stage::Speed, &exercise.speed));
                } else {
                    // Also what nobody has waited for yet: no compiler may run beside a measurement.
                    for &stage in &wanted.builds {
                        if !self.prepare(stage, &mut programs, events)? {
                            return Ok(());
                        }
                    }
                    green &= self.hear(Stage::Speed, exercise, &programs, events)?;
                }
            }
            self.warn(name, &programs.warnings);
            self.finished += 1;
            if !green && !self.plan.keep_going {
                break;
            }
        }
        Ok(())
    }

    /// Waits until the stage's program is there. `false` if it does not compile.
    fn prepare(
        &mut self,
        stage: Stage,
        programs: &mut Ready<'_>,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let Some(built) = programs.wait(stage, &self.stand.package, events)? else {
            return Ok(true);
        };
        let failure = failure::of(&built, self.stand, self.course, self.lesson);
        self.report.build = Some(failure);
        Ok(false)
    }

    /// Judges one stage of an exercise. Whether nothing is red.
    fn hear(
        &mut self,
        stage: Stage,
        exercise: &WantedExercise<'_>,
        programs: &Ready<'_>,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let hearing = Hearing {
            course: self.course,
            lesson: self.lesson,
            plan: self.plan,
            stand: self.stand,
            exercise,
            stage,
            program: programs.of(stage),
        };
        let results = hearing.hold(events)?;
        let green = !results.iter().any(|result| result.verdict.is_red());
        self.add(results);
        Ok(green)
    }

    /// Adds the compiler's warnings to what failed: they may name the cause. Code that is not written yet has others.
    fn warn(&mut self, exercise: &str, warnings: &[Warning]) {
        let judged = self.report.exercises.last_mut();
        let mut tests = judged.into_iter().flat_map(|judged| &mut judged.tests);
        let failed = tests.find(|test| !test.verdict.passed());
        if let Some(failed) = failed.filter(|test| test.verdict != Verdict::Todo) {
            let notes = warnings::notes(warnings, exercise, self.lesson, self.stand);
            failed.notes.extend(notes);
        }
    }

    fn add(&mut self, results: Vec<TestResult>) {
        let report = self.report.exercises.last_mut();
        report.expect("an exercise has begun").tests.extend(results);
    }
}
