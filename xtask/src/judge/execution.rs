//! Runs a test program, with some of its tests.

use std::{
    path::Path,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use super::{
    Event, JudgeError, Plan,
    scratch::Scratch,
    stand::Stand,
    tally::{Outcome, Tally},
};
use crate::{
    report::{Stage, TestResult},
    run::{self, End, Environment, Limits, Next, Program, Seen, Stop, interrupt},
};

/// Test programs may run beside each other, but nothing of ours beside a measurement of speed.
pub(super) static BESIDE: RwLock<()> = RwLock::new(());

/// No thread has moved for so long: they wait for each other.
pub(super) const STILL: Duration = Duration::from_secs(1);
/// A model that stands still is ended by the kit, which knows more; this is for a kit that cannot.
const STILL_IN_A_MODEL: Duration = Duration::from_secs(3);
/// A test that has run for so long is not going to end.
pub(super) const CONTRACT: Duration = Duration::from_secs(10);
/// The same for a model; its search ends by itself long before.
const RACE: Duration = Duration::from_secs(20);
/// The same for a model that is given all the time it needs: the kit searches for a minute, and may need
/// as long again to repeat the schedule that it found.
const RACE_IN_FULL: Duration = Duration::from_secs(180);
/// A program that prints more is stopped.
pub(super) const OUTPUT: u64 = 64 * 1024 * 1024;

/// A test program, and the exercise whose tests it runs.
#[derive(Debug)]
pub(super) struct Execution<'a> {
    pub(super) plan: &'a Plan,
    pub(super) stand: &'a Stand,
    pub(super) exercise: &'a str,
    pub(super) stage: Stage,
    pub(super) program: &'a Path,
}

/// Why judging ends before its end.
#[derive(Debug)]
pub(super) enum Halt {
    Interrupted,
    Trouble(JudgeError),
}

impl Execution<'_> {
    /// Runs some tests in one process.
    pub(super) fn together(
        &self,
        tests: &[String],
        events: &mut dyn FnMut(Event),
    ) -> Result<Vec<Outcome>, Halt> {
        if interrupt::wanted() {
            return Err(Halt::Interrupted);
        }
        let limits = self.limits();
        let mut tally = Tally::new(self.stage, tests, self.plan.keep_going);
        let mut tell = |test: Option<&str>| {
            events(Event::Running {
                exercise: self.exercise.into(),
                stage: self.stage,
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
            Seen::Line(_) | Seen::Nothing => Next::GoOn,
        };
        let _others = BESIDE.read().unwrap_or_else(PoisonError::into_inner);
        let scratch = Scratch::new();
        let ended = run::supervise(
            &self.program(tests, &scratch),
            limits,
            &Stop::default(),
            &mut observe,
        );
        let ended = ended.map_err(|error| {
            Halt::Trouble(JudgeError::System {
                what: "the test program could not be started".into(),
                error: error.to_string(),
            })
        })?;
        if ended.end == End::Interrupted || interrupt::wanted() {
            return Err(Halt::Interrupted);
        }
        let deadline = limits.deadline.unwrap_or_default();
        Ok(tally.close(&ended, deadline, &|file| self.stand.locate(file)))
    }

    /// Runs one test in a process of its own.
    pub(super) fn alone(
        &self,
        test: String,
        events: &mut dyn FnMut(Event),
    ) -> Result<TestResult, Halt> {
        match self.together(&[test], events)?.pop() {
            Some(Outcome::Known(result)) => Ok(*result),
            Some(Outcome::Again(test) | Outcome::Missing(test)) => {
                Err(Halt::Trouble(JudgeError::Course {
                    problem: format!(
                        "the {} tests lack `{test}`, or its first line is not `kit::case!()`",
                        self.stage.name()
                    ),
                }))
            }
            None => Err(Halt::Interrupted),
        }
    }

    fn limits(&self) -> Limits {
        let (deadline, still) = match self.stage {
            Stage::Race if self.plan.full || self.plan.replay.is_some() => {
                (RACE_IN_FULL, STILL_IN_A_MODEL)
            }
            Stage::Race => (RACE, STILL_IN_A_MODEL),
            Stage::Build | Stage::Contract | Stage::Speed => (CONTRACT, STILL),
        };
        Limits {
            deadline: Some(deadline),
            still: Some(still),
            output: OUTPUT,
        }
    }

    fn program(&self, tests: &[String], scratch: &Scratch) -> Program {
        let options = [
            "--exact",
            "--test-threads=1",
            "--nocapture",
            "--color=never",
        ];
        let mut variables = scratch.variables();
        variables.push(("RUST_BACKTRACE", "0".into()));
        if let Some(replay) = &self.plan.replay {
            variables.push(("HANDS_REPLAY", replay.into()));
        }
        if self.plan.full {
            variables.push(("HANDS_FULL", "1".into()));
        }
        if let Some(width) = self.plan.width {
            variables.push(("HANDS_WIDTH", width.to_string().into()));
        }
        Program {
            executable: self.program.into(),
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
}
