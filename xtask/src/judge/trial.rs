//! One subject before the tests: stage after stage, until something decides.

use std::{path::Path, time::Duration};

use super::{
    Event, JudgeError, Plan,
    builder::Programs,
    bypass, failure,
    stand::Stand,
    tally::{Outcome, Tally},
    wanted::{Wanted, WantedExercise},
};
use crate::{
    build::Built,
    course::{Course, Lesson},
    report::{ExerciseReport, Report, Stage, TestResult, Verdict},
    run::{self, End, Environment, Limits, Program, Seen, Stop, interrupt},
    subject::Subject,
};

/// No thread has moved for so long: they wait for each other.
const STILL: Duration = Duration::from_secs(1);
/// A test that has run for so long is not going to end.
const CONTRACT: Duration = Duration::from_secs(10);
/// The same for a model; its search ends by itself long before.
const RACE: Duration = Duration::from_secs(20);
/// The same for a model that is given all the time it needs.
const RACE_IN_FULL: Duration = Duration::from_secs(120);
/// A program that prints more is stopped.
const OUTPUT: u64 = 64 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Trial<'a> {
    course: &'a Course,
    lesson: &'a Lesson,
    plan: &'a Plan,
    stand: &'a Stand,
    report: Report,
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
            Err(Halt::Interrupted) => Err(JudgeError::Interrupted(Box::new(self.report))),
            Err(Halt::Trouble(error)) => Err(error),
        }
    }

    fn stages(
        &mut self,
        wanted: &Wanted<'_>,
        builder: &mut dyn Programs,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), Halt> {
        let mut programs = Ready::default();
        if !self.prepare(wanted.builds[0], &mut programs, builder, events)? {
            return Ok(());
        }
        for exercise in &wanted.exercises {
            let name = &exercise.exercise.name;
            self.report.exercises.push(ExerciseReport {
                exercise: self.lesson.id(name),
                tests: Vec::new(),
                unchanged: false,
            });
            let mut green = true;
            if !exercise.contract.is_empty() {
                green &= self.contract(exercise, &programs, events)?;
            }
            if !exercise.race.is_empty() {
                if !green && !self.plan.keep_going {
                    self.not_run(Stage::Race, &exercise.race);
                } else if self.goes_around_the_kit(exercise) {
                    green = false;
                } else {
                    if !self.prepare(Stage::Race, &mut programs, builder, events)? {
                        return Ok(());
                    }
                    green &= self.race(exercise, &programs, events)?;
                }
            }
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
        programs: &mut Ready,
        builder: &mut dyn Programs,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let slot = if stage == Stage::Race {
            &mut programs.race
        } else {
            &mut programs.contract
        };
        if slot.is_some() {
            return Ok(true);
        }
        let built = builder
            .built(stage, &self.stand.package, events)
            .map_err(Halt::Trouble)?;
        let Some(built) = built else {
            return Err(Halt::Interrupted);
        };
        if built.program.is_none() {
            self.report.build = Some(failure::of(&built, self.stand, self.course, self.lesson));
            return Ok(false);
        }
        *slot = Some(built);
        Ok(true)
    }

    /// All contract tests of an exercise in one process; what that leaves open, one by one.
    fn contract(
        &mut self,
        exercise: &WantedExercise<'_>,
        programs: &Ready,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let program = programs
            .contract
            .as_ref()
            .and_then(|built| built.program.as_deref());
        let program = program.expect("the contract stage is built first");
        let name = &exercise.exercise.name;
        let mut green = true;
        for outcome in self.process(name, Stage::Contract, &exercise.contract, program, events)? {
            let result = match outcome {
                Outcome::Known(result) if green || self.plan.keep_going => *result,
                // The process was stopped at the failure before; how far it had got by then is chance.
                Outcome::Known(result) => not_run(Stage::Contract, result.test),
                Outcome::Again(test) | Outcome::Missing(test) => {
                    if green || self.plan.keep_going {
                        self.alone(name, Stage::Contract, test, program, events)?
                    } else {
                        not_run(Stage::Contract, test)
                    }
                }
            };
            green &= result.verdict.passed();
            self.add(result);
        }
        Ok(green)
    }

    /// Every race test in a process of its own.
    fn race(
        &mut self,
        exercise: &WantedExercise<'_>,
        programs: &Ready,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let program = programs
            .race
            .as_ref()
            .and_then(|built| built.program.as_deref());
        let program = program.expect("the race stage has been built");
        let mut green = true;
        for test in &exercise.race {
            let result = if green || self.plan.keep_going {
                self.alone(
                    &exercise.exercise.name,
                    Stage::Race,
                    test.clone(),
                    program,
                    events,
                )?
            } else {
                not_run(Stage::Race, test.clone())
            };
            green &= result.verdict.passed();
            self.add(result);
        }
        Ok(green)
    }

    /// Says so if it does, with the first race test; a search would hang, or see nothing.
    fn goes_around_the_kit(&mut self, exercise: &WantedExercise<'_>) -> bool {
        let source = self.stand.folder.join("src");
        let locate = |file: &Path| self.stand.locate(&file.to_string_lossy());
        let Some((message, place)) = bypass::of(&source, &exercise.exercise.name, &locate) else {
            return false;
        };
        self.not_run(Stage::Race, &exercise.race);
        let tests = self
            .report
            .exercises
            .last_mut()
            .map(|report| &mut report.tests);
        if let Some(first) =
            tests.and_then(|tests| tests.iter_mut().find(|test| test.stage == Stage::Race))
        {
            first.verdict = Verdict::AroundTheKit;
            first.message = message;
            first.place = Some(place);
        }
        true
    }

    fn alone(
        &self,
        exercise: &str,
        stage: Stage,
        test: String,
        program: &Path,
        events: &mut dyn FnMut(Event),
    ) -> Result<TestResult, Halt> {
        let outcome = self
            .process(exercise, stage, &[test], program, events)?
            .pop();
        match outcome {
            Some(Outcome::Known(result)) => Ok(*result),
            Some(Outcome::Again(test) | Outcome::Missing(test)) => {
                Err(Halt::Trouble(JudgeError::Course {
                    problem: format!(
                        "the {} tests lack `{test}`, or its first line is not `kit::case!()`",
                        stage.name()
                    ),
                }))
            }
            None => Err(Halt::Interrupted),
        }
    }

    /// Runs some tests in one process.
    fn process(
        &self,
        exercise: &str,
        stage: Stage,
        tests: &[String],
        program: &Path,
        events: &mut dyn FnMut(Event),
    ) -> Result<Vec<Outcome>, Halt> {
        let deadline = match stage {
            Stage::Race if self.plan.full => RACE_IN_FULL,
            Stage::Race => RACE,
            Stage::Build | Stage::Contract => CONTRACT,
        };
        let limits = Limits {
            deadline: Some(deadline),
            still: Some(if stage == Stage::Race {
                3 * STILL
            } else {
                STILL
            }),
            output: OUTPUT,
        };
        let program = self.program(program, stage, tests);
        let mut tally = Tally::new(stage, tests, self.plan.keep_going);
        let mut tell = |test: Option<&str>| {
            events(Event::Running {
                exercise: exercise.into(),
                stage,
                test: test.map(Into::into),
            });
        };
        tell(None);
        let mut observe = |seen: Seen<'_>| match seen {
            Seen::Record(record) => {
                let before = tally.running().map(str::to_owned);
                let next = tally.take(record);
                if tally.running() != before.as_deref() {
                    tell(tally.running());
                }
                next
            }
            Seen::Line(_) | Seen::Nothing => run::Next::GoOn,
        };
        let ended =
            run::supervise(&program, limits, &Stop::default(), &mut observe).map_err(|error| {
                Halt::Trouble(JudgeError::System {
                    what: "the test program could not be started".into(),
                    error: error.to_string(),
                })
            })?;
        if ended.end == End::Interrupted || interrupt::wanted() {
            return Err(Halt::Interrupted);
        }
        Ok(tally.close(&ended, deadline, &|file| self.stand.locate(file)))
    }

    fn program(&self, executable: &Path, stage: Stage, tests: &[String]) -> Program {
        let options = [
            "--exact",
            "--test-threads=1",
            "--nocapture",
            "--color=never",
        ];
        let mut variables = vec![("RUST_BACKTRACE", "0".into())];
        if stage == Stage::Race {
            if let Some(replay) = &self.plan.replay {
                variables.push(("HANDS_REPLAY", replay.into()));
            }
            if self.plan.full {
                variables.push(("HANDS_FULL", "1".into()));
            }
        }
        Program {
            executable: executable.into(),
            arguments: tests
                .iter()
                .map(Into::into)
                .chain(options.map(Into::into))
                .collect(),
            folder: self.stand.folder.clone(),
            environment: Environment::Test,
            variables,
            yields: false,
        }
    }

    fn not_run(&mut self, stage: Stage, tests: &[String]) {
        for test in tests {
            self.add(not_run(stage, test.clone()));
        }
    }

    fn add(&mut self, result: TestResult) {
        let report = self.report.exercises.last_mut();
        report.expect("an exercise has begun").tests.push(result);
    }
}

/// The test programs that are there.
#[derive(Debug, Default)]
struct Ready {
    contract: Option<Built>,
    race: Option<Built>,
}

/// Why judging ends before its end.
#[derive(Debug)]
enum Halt {
    Interrupted,
    Trouble(JudgeError),
}

fn not_run(stage: Stage, test: String) -> TestResult {
    TestResult {
        test,
        stage,
        verdict: Verdict::NotRun,
        message: String::new(),
        place: None,
        output: String::new(),
        notes: Vec::new(),
        model: None,
        took: Duration::ZERO,
    }
}
