//! Measures a subject's speed: starts the lesson's speed bench, takes its rounds, and stops it as soon as there
//! is an answer.

use std::{path::Path, time::Duration};

use kit::record::Record;

use super::{
    Event, JudgeError,
    execution::Halt,
    measuring,
    stand::Stand,
    tally::{Outcome, Tally},
    told::Told,
};
use crate::{
    report::{Stage, TestResult},
    run::{End, Ended, Next, Seen, interrupt},
};

/// One round may take so long. The contract has shown that the code ends; what is slow without an excuse, and shares its core
/// with a dozen others, is no loop without an end.
const ROUND: Duration = Duration::from_secs(30);

/// A program that measures, and the exercise whose code it measures.
#[derive(Debug)]
pub(super) struct Measurement<'a> {
    pub(super) stand: &'a Stand,
    pub(super) exercise: &'a str,
    pub(super) program: &'a Path,
    /// Also if it is fast.
    pub(super) explains: bool,
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
        let mut told = Told::default();
        let arguments = ["measure", test];
        if let Some(failed) = self.run(test, &arguments, &mut told)? {
            return Ok(failed);
        }
        if (told.is_slow() || self.explains) && told.shows_in_threads() && told.size > 0 {
            // The verdict stands; where the time goes is found out by another process, which looks at its threads.
            let arguments = ["account", test, &told.size.to_string()];
            self.run(test, &arguments, &mut told)?;
        }
        told.result(test)
    }

    /// Runs the bench once. A result comes back only if something else than a time decides.
    fn run(
        &self,
        test: &str,
        arguments: &[&str],
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
        let folder = &self.stand.folder;
        let ended = measuring::run(self.program, folder, arguments, ROUND, &mut observe);
        let ended = ended.map_err(Halt::Trouble)?;
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
        let mut outcomes = tally.close(ended, ROUND, &|file| self.stand.locate(file));
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
}
