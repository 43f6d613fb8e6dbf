//! Measures a subject's speed: starts the lesson's speed bench, takes its rounds, and stops it as soon as there
//! is an answer.

use std::{ffi::OsString, path::Path, sync::PoisonError};

use kit::record::Record;

use super::{
    Event, JudgeError,
    execution::{BESIDE, CONTRACT, Halt, OUTPUT, STILL},
    stand::Stand,
    tally::{Outcome, Tally},
    told::Told,
};
use crate::{
    report::{Stage, TestResult},
    run::{self, End, Ended, Environment, Limits, Next, Program, Seen, Stop, interrupt},
};

/// A program that measures, and the exercise whose code it measures.
#[derive(Debug)]
pub(super) struct Measurement<'a> {
    pub(super) stand: &'a Stand,
    pub(super) exercise: &'a str,
    pub(super) program: &'a Path,
}

impl Measurement<'_> {
    /// Judges one test. Blocking: for some seconds at most, unless the subject's code hangs.
    pub(super) fn judge(
        &self,
        test: &str,
        events: &mut dyn FnMut(Event),
    ) -> Result<TestResult, Halt> {
        events(Event::Running {
            exercise: self.exercise.into(),
            stage: Stage::Speed,
            test: Some(test.into()),
        });
        let _alone = BESIDE.write().unwrap_or_else(PoisonError::into_inner);
        let mut told = Told::default();
        let arguments = ["measure".into(), test.into()];
        if let Some(failed) = self.run(test, &arguments, &mut told)? {
            return Ok(failed);
        }
        if told.is_slow() {
            // The verdict stands; why it is slow is found out by another process, which looks at its threads.
            let arguments = ["account".into(), test.into(), told.size.to_string()];
            self.run(test, &arguments, &mut told)?;
        }
        told.result(test)
    }

    /// Runs the bench once. A result comes back only if something else than a time decides.
    fn run(
        &self,
        test: &str,
        arguments: &[String],
        told: &mut Told,
    ) -> Result<Option<TestResult>, Halt> {
        if interrupt::wanted() {
            return Err(Halt::Interrupted);
        }
        let mut tally = Tally::new(Stage::Speed, &[test.to_owned()], false);
        let mut observe = |seen: Seen<'_>| match seen {
            Seen::Record(Record::Measured { what, numbers }) => told.take(&what, &numbers),
            Seen::Record(record) => tally.take(record),
            Seen::Line(_) | Seen::Nothing => Next::GoOn,
        };
        let limits = Limits {
            deadline: Some(CONTRACT),
            still: Some(STILL),
            output: OUTPUT,
        };
        let ended = run::supervise(
            &self.program(arguments),
            limits,
            &Stop::default(),
            &mut observe,
        );
        let ended = ended.map_err(|error| {
            Halt::Trouble(JudgeError::System {
                what: "the measuring program could not be started".into(),
                error: error.to_string(),
            })
        })?;
        if ended.end == End::Interrupted || interrupt::wanted() {
            return Err(Halt::Interrupted);
        }
        self.what_else_decided(test, tally, &ended)
    }

    fn what_else_decided(
        &self,
        test: &str,
        tally: Tally,
        ended: &Ended,
    ) -> Result<Option<TestResult>, Halt> {
        let mut outcomes = tally.close(ended, CONTRACT, &|file| self.stand.locate(file));
        match outcomes.pop() {
            Some(Outcome::Known(result)) if result.verdict.passed() => Ok(None),
            Some(Outcome::Known(result)) => Ok(Some(*result)),
            // The runner has stopped it in the middle of its rounds.
            Some(Outcome::Again(_)) if ended.end == End::Stopped => Ok(None),
            _ => Err(Halt::Trouble(JudgeError::Course {
                problem: format!(
                    "the lesson's speed bench has no `{test}`: {}",
                    ended.output.trim()
                ),
            })),
        }
    }

    fn program(&self, arguments: &[String]) -> Program {
        Program {
            executable: self.program.into(),
            arguments: arguments.iter().map(OsString::from).collect(),
            folder: self.stand.folder.clone(),
            environment: Environment::Test,
            variables: vec![("RUST_BACKTRACE", "0".into())],
            yields: false,
        }
    }
}
