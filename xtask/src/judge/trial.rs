//! One subject before the tests: stage after stage, until something decides.

use std::path::{Path, PathBuf};

use super::{
    Event, JudgeError, Plan,
    builder::Programs,
    bypass,
    execution::{Execution, Halt},
    failure, given,
    measurement::Measurement,
    off_limits,
    stand::Stand,
    tally::Outcome,
    wanted::{Wanted, WantedExercise},
};
use crate::{
    build::Warning,
    course::{Course, Lesson},
    report::{ExerciseReport, Place, Report, Stage, TestResult, Verdict},
    reset::belongs_to,
    subject::Subject,
};

#[derive(Debug)]
pub(super) struct Trial<'a> {
    course: &'a Course,
    lesson: &'a Lesson,
    plan: &'a Plan,
    stand: &'a Stand,
    report: Report,
    /// What the compiler says of code that it accepts.
    warnings: Vec<Warning>,
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
            warnings: Vec::new(),
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
        let mut programs = Ready::default();
        if !self.prepare(wanted.builds[0], &mut programs, builder, events)? {
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
                self.refuse(exercise, found);
                self.finished += 1;
                break;
            }
            let mut green = true;
            if !exercise.contract.is_empty() {
                green &= self.contract(exercise, &programs, events)?;
            }
            if !exercise.race.is_empty() {
                if !green && !self.plan.keep_going {
                    self.add(not_run(Stage::Race, &exercise.race));
                } else if self.goes_around_the_kit(exercise) {
                    green = false;
                } else {
                    if !self.prepare(Stage::Race, &mut programs, builder, events)? {
                        return Ok(());
                    }
                    green &= self.race(exercise, &programs, events)?;
                }
            }
            if !exercise.speed.is_empty() {
                // The speed of code that is not right means nothing, whoever wants to go on.
                if !green {
                    self.add(not_run(Stage::Speed, &exercise.speed));
                } else {
                    // Also what nobody has waited for yet: no compiler may run beside a measurement.
                    for &stage in &wanted.builds {
                        if !self.prepare(stage, &mut programs, builder, events)? {
                            return Ok(());
                        }
                    }
                    green &= self.speed(exercise, &programs, events)?;
                }
            }
            self.warn(name);
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
        programs: &mut Ready,
        builder: &mut dyn Programs,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let slot = match stage {
            Stage::Race => &mut programs.race,
            Stage::Speed => &mut programs.speed,
            Stage::Build | Stage::Contract => &mut programs.contract,
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
        }
        *slot = built.program;
        if self.warnings.is_empty() {
            self.warnings = built.warnings; // the other stage has the same ones
        }
        Ok(slot.is_some())
    }

    /// All contract tests of an exercise in one process; what that leaves open, one by one.
    fn contract(
        &mut self,
        exercise: &WantedExercise<'_>,
        programs: &Ready,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let execution = self.execution(exercise, Stage::Contract, &programs.contract);
        let mut results = Vec::new();
        let mut green = true;
        for outcome in execution.together(&exercise.contract, events)? {
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
        self.add(results);
        Ok(green)
    }

    /// Every race test in a process of its own.
    fn race(
        &mut self,
        exercise: &WantedExercise<'_>,
        programs: &Ready,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        let execution = self.execution(exercise, Stage::Race, &programs.race);
        self.one_by_one(Stage::Race, &exercise.race, &mut |test| {
            execution.alone(test.to_owned(), events)
        })
    }

    /// Whether it is faster. What cannot be told is no reason to stop.
    fn speed(
        &mut self,
        exercise: &WantedExercise<'_>,
        programs: &Ready,
        events: &mut dyn FnMut(Event),
    ) -> Result<bool, Halt> {
        if let Some(file) = given::changed(self.course, self.lesson, &self.stand.folder) {
            let untold = |test: &String| given::untold(test, &file, &self.lesson.number);
            self.add(exercise.speed.iter().map(untold).collect());
            return Ok(true);
        }
        let measurement = Measurement {
            stand: self.stand,
            exercise: &exercise.exercise.name,
            program: programs.speed.as_deref().expect("the stage has been built"),
            explains: self.plan.explains,
        };
        self.one_by_one(Stage::Speed, &exercise.speed, &mut |test| {
            measurement.judge(test, events)
        })
    }

    /// Judges tests one after another, until one is red unless everything is wanted. Whether none was.
    fn one_by_one(
        &mut self,
        stage: Stage,
        tests: &[String],
        judge: &mut dyn FnMut(&str) -> Result<TestResult, Halt>,
    ) -> Result<bool, Halt> {
        let mut results = Vec::new();
        let mut green = true;
        for test in tests {
            let result = match green || self.plan.keep_going {
                true => judge(test)?,
                false => TestResult::new(stage, test, Verdict::NotRun),
            };
            green &= !result.verdict.is_red();
            results.push(result);
        }
        self.add(results);
        Ok(green)
    }

    fn execution<'b>(
        &self,
        exercise: &'b WantedExercise<'_>,
        stage: Stage,
        program: &'b Option<PathBuf>,
    ) -> Execution<'b>
    where
        'a: 'b,
    {
        Execution {
            plan: self.plan,
            stand: self.stand,
            exercise: &exercise.exercise.name,
            stage,
            program: program.as_deref().expect("the stage has been built"),
        }
    }

    /// Says so if it does, with the first race test; a search would hang, or see nothing.
    fn goes_around_the_kit(&mut self, exercise: &WantedExercise<'_>) -> bool {
        let source = self.stand.folder.join("src");
        let locate = |file: &Path| self.stand.locate(&file.to_string_lossy());
        let Some((message, place)) = bypass::of(&source, &exercise.exercise.name, &locate) else {
            return false;
        };
        let results = not_run(Stage::Race, &exercise.race);
        self.add_refused(results, Verdict::AroundTheKit, message, place);
        true
    }

    /// Says so with the first test that is wanted; nothing that such code attests could be believed.
    fn refuse(&mut self, exercise: &WantedExercise<'_>, found: &off_limits::Found) {
        let stages = [
            (Stage::Contract, &exercise.contract),
            (Stage::Race, &exercise.race),
            (Stage::Speed, &exercise.speed),
        ];
        let results = stages
            .into_iter()
            .flat_map(|(stage, tests)| not_run(stage, tests))
            .collect();
        let file = self.stand.locate(&found.place.file.to_string_lossy());
        let place = Place {
            file: file.unwrap_or_else(|| found.place.file.clone()),
            ..found.place
        };
        self.add_refused(results, Verdict::OffLimits, found.words.clone(), place);
    }

    /// Adds tests that were not run; the first one says why.
    fn add_refused(
        &mut self,
        mut results: Vec<TestResult>,
        verdict: Verdict,
        message: String,
        place: Place,
    ) {
        if let Some(first) = results.first_mut() {
            first.verdict = verdict;
            first.message = message;
            first.place = Some(place);
        }
        self.add(results);
    }

    /// Adds the compiler's warnings to what failed: they may name the cause. Code that is not written yet has others.
    fn warn(&mut self, exercise: &str) {
        let mut notes = Vec::new();
        for warning in &self.warnings {
            let inside = self.stand.inside(&warning.file);
            let source = self.lesson.folder.join("src");
            let is_its = |it: &PathBuf| belongs_to(self.lesson, exercise, &source.join(it));
            let Some(inside) = inside.filter(is_its) else {
                continue;
            };
            let file = self.stand.locate(&warning.file.to_string_lossy());
            let file = file.unwrap_or_else(|| warning.file.clone());
            let file = match file.ends_with(&inside) {
                true => inside.to_string_lossy(),
                // A file that is judged in its place.
                false => file.file_name().unwrap_or_default().to_string_lossy(),
            };
            let (line, text) = (warning.line, &warning.text);
            notes.push(format!("the compiler warns of {file}, line {line}: {text}"));
        }
        let judged = self.report.exercises.last_mut();
        let mut tests = judged.into_iter().flat_map(|judged| &mut judged.tests);
        let failed = tests.find(|test| !test.verdict.passed());
        if let Some(failed) = failed.filter(|test| test.verdict != Verdict::Todo) {
            failed.notes.extend(notes);
        }
    }

    fn add(&mut self, results: Vec<TestResult>) {
        let report = self.report.exercises.last_mut();
        report.expect("an exercise has begun").tests.extend(results);
    }
}

/// The test programs that are there.
#[derive(Debug, Default)]
struct Ready {
    contract: Option<PathBuf>,
    race: Option<PathBuf>,
    speed: Option<PathBuf>,
}

fn not_run(stage: Stage, tests: &[String]) -> Vec<TestResult> {
    let not_run = |test| TestResult::new(stage, test, Verdict::NotRun);
    tests.iter().map(not_run).collect()
}
