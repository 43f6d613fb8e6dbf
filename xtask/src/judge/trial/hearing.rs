//! One exercise before the tests of one stage.

use std::path::Path;

use crate::{
    course::{Course, Lesson},
    judge::{
        Event, Plan,
        execution::{Execution, Halt},
        given,
        measurement::Measurement,
        stand::Stand,
        tally::Outcome,
        wanted::WantedExercise,
    },
    report::{Stage, TestResult, Verdict},
};

/// An exercise, a stage, and the program with its tests.
#[derive(Debug)]
pub(super) struct Hearing<'h> {
    pub(super) course: &'h Course,
    pub(super) lesson: &'h Lesson,
    pub(super) plan: &'h Plan,
    pub(super) stand: &'h Stand,
    pub(super) exercise: &'h WantedExercise<'h>,
    pub(super) stage: Stage,
    pub(super) program: &'h Path,
}

impl Hearing<'_> {
    /// What the tests come to.
    pub(super) fn hold(&self, events: &mut dyn FnMut(Event)) -> Result<Vec<TestResult>, Halt> {
        match self.stage {
            Stage::Build => Ok(Vec::new()),
            Stage::Contract => self.contract(events),
            Stage::Race => self.race(events),
            Stage::Speed => self.speed(events),
        }
    }

    /// All contract tests in one process; what that leaves open, one by one.
    fn contract(&self, events: &mut dyn FnMut(Event)) -> Result<Vec<TestResult>, Halt> {
        let execution = self.execution();
        let mut results = Vec::new();
        let mut green = true;
        for outcome in execution.together(&self.exercise.contract, events)? {
            let goes_on = green || self.plan.keep_going;
            let result = match outcome {
                Outcome::Known(result) if goes_on => *result,
                Outcome::Again(test) | Outcome::Missing(test) if goes_on => {
                    execution.alone(test, events)?
                }
                // The process was stopped at the failure before; how far it had got by then is chance.
                Outcome::Known(result) => {
                    TestResult::new(Stage::Contract, result.test, Verdict::NotRun)
                }
                Outcome::Again(test) | Outcome::Missing(test) => {
                    TestResult::new(Stage::Contract, test, Verdict::NotRun)
                }
            };
            green &= result.verdict.passed();
            results.push(result);
        }
        Ok(results)
    }

    /// Every race test in a process of its own.
    fn race(&self, events: &mut dyn FnMut(Event)) -> Result<Vec<TestResult>, Halt> {
        let execution = self.execution();
        self.one_by_one(&mut |test| execution.alone(test.to_owned(), events))
    }

    /// Whether it is faster. What cannot be told is no reason to stop.
    fn speed(&self, events: &mut dyn FnMut(Event)) -> Result<Vec<TestResult>, Halt> {
        if let Some(file) = given::changed(self.course, self.lesson, &self.stand.folder) {
            let untold = |test: &String| given::untold(test, &file, &self.lesson.number);
            return Ok(self.exercise.speed.iter().map(untold).collect());
        }
        let measurement = Measurement {
            stand: self.stand,
            exercise: &self.exercise.exercise.name,
            program: self.program,
            explains: self.plan.explains,
        };
        self.one_by_one(&mut |test| measurement.judge(test, events))
    }

    /// Judges tests one after another, until one is red unless everything is wanted.
    fn one_by_one(
        &self,
        judge: &mut dyn FnMut(&str) -> Result<TestResult, Halt>,
    ) -> Result<Vec<TestResult>, Halt> {
        let mut results = Vec::new();
        let mut green = true;
        for test in self.exercise.tests(self.stage) {
            let result = match green || self.plan.keep_going {
                true => judge(test)?,
                false => TestResult::new(self.stage, test, Verdict::NotRun),
            };
            green &= !result.verdict.is_red();
            results.push(result);
        }
        Ok(results)
    }

    fn execution(&self) -> Execution<'_> {
        Execution {
            plan: self.plan,
            stand: self.stand,
            exercise: &self.exercise.exercise.name,
            stage: self.stage,
            program: self.program,
        }
    }
}
