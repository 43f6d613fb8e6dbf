//! What the tests of one process came to, from the records that they sent and the way the process ended.

use std::time::{Duration, Instant};

use kit::record::Record;

use super::{cause, model, words};
use crate::{
    report::{Place, Stage, TestResult, Verdict},
    run::{End, Ended, Next, capture::stripped},
};

/// Keeps count while a test program runs.
#[derive(Debug)]
pub(super) struct Tally {
    stage: Stage,
    tests: Vec<Test>,
    current: Option<usize>,
    keep_going: bool,
}

#[derive(Debug)]
struct Test {
    path: String,
    state: State,
    began: Instant,
    took: Duration,
    panics: cause::Panics,
    notes: Vec<String>,
    model: Option<serde_json::Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Finished,
    Failed,
}

/// What is known about one test.
#[derive(Debug)]
pub(super) enum Outcome {
    /// This.
    Known(Box<TestResult>),
    /// Nothing yet; it has to run in a process of its own.
    Again(String),
    /// The program ran to its end and does not have this test.
    Missing(String),
}

impl Tally {
    /// For these tests in this order, all of them run by one process.
    pub(super) fn new(stage: Stage, tests: &[String], keep_going: bool) -> Self {
        let now = Instant::now();
        let test = |path: &String| Test {
            path: path.clone(),
            state: State::Waiting,
            began: now,
            took: Duration::ZERO,
            panics: cause::Panics::default(),
            notes: Vec::new(),
            model: None,
        };
        Self {
            stage,
            tests: tests.iter().map(test).collect(),
            current: None,
            keep_going,
        }
    }

    /// The test that runs at the moment.
    pub(super) fn running(&self) -> Option<&str> {
        Some(&self.tests[self.current?].path)
    }

    /// Takes a record, and says what to do next.
    pub(super) fn take(&mut self, record: Record) -> Next {
        match record {
            Record::Started { test } => {
                self.current = self.position(&test);
                if let Some(test) = self.current() {
                    test.state = State::Running;
                    test.began = Instant::now();
                }
                Next::Step
            }
            Record::Finished { test } => {
                self.over(&test, State::Finished);
                Next::Step
            }
            Record::Failed { test } => {
                self.over(&test, State::Failed);
                // One failure decides. What the harness would run next is either behind it in the course's order
                // or, since the harness has an order of its own, better run without what this test left behind.
                if self.keep_going {
                    Next::Step
                } else {
                    Next::Stop
                }
            }
            Record::Panicked {
                thread,
                of_the_test,
                file,
                line,
                message,
            } => {
                let panic = cause::Panic {
                    thread: stripped(&thread),
                    of_the_test,
                    file,
                    line,
                    // Whatever a learner's program says is shown on a terminal.
                    message: stripped(&message),
                };
                if let Some(test) = self.current() {
                    test.panics.keep(panic);
                }
                Next::GoOn
            }
            Record::Note { text } => {
                let text = stripped(&text);
                if let Some(test) = self.current()
                    && !test.notes.contains(&text)
                {
                    test.notes.push(text);
                }
                Next::GoOn
            }
            // The speed stage's measurement looks at these itself.
            Record::Measured { .. } => Next::Step,
            Record::Model { json } => {
                if let Some(test) = self.current() {
                    test.model = serde_json::from_str(&json).ok();
                }
                Next::GoOn
            }
        }
    }

    fn position(&self, test: &str) -> Option<usize> {
        self.tests.iter().position(|known| known.path == test)
    }

    fn current(&mut self) -> Option<&mut Test> {
        self.tests.get_mut(self.current?)
    }

    fn over(&mut self, test: &str, state: State) {
        if let Some(test) = self.position(test).map(|at| &mut self.tests[at])
            // Nobody can finish a test twice, nor one that has not begun.
            && test.state == State::Running
        {
            test.state = state;
            test.took = test.began.elapsed();
        }
    }

    /// What each test came to. `limit` is the deadline of a test; `locate` turns a file as the compiler names it
    /// into one of the course, if it is one.
    pub(super) fn close(
        mut self,
        ended: &Ended,
        limit: Duration,
        locate: &dyn Fn(&str) -> Option<std::path::PathBuf>,
    ) -> Vec<Outcome> {
        // Where something failed, the tests behind it had no time to clean up.
        let all_is_well = ended.end == End::Exited(0);
        let left_behind = if all_is_well { ended.left_behind } else { 0 };
        if left_behind == 0
            && let Some(note) = words::left_behind(ended.left_behind + ended.strays)
            && let Some(last) = self.current()
        {
            last.notes.push(note);
        }
        if let Some(waited) = &ended.waited
            && let Some(last) = self.current()
        {
            last.notes.push(waited.clone());
        }
        let failed = self.tests.iter().any(|test| test.state == State::Failed);
        let culprit = self
            .tests
            .iter()
            .position(|test| test.state == State::Running);
        // A test that finished is green only if its process ended well, or badly for another test's sake.
        let explained = match ended.end {
            End::Exited(0) | End::Stopped | End::Interrupted => true,
            End::Exited(101) => failed || culprit.is_some(),
            _ => culprit.is_some(),
        };
        let alone = self.tests.len() == 1;
        let stage = self.stage;
        let mut outcomes = Vec::with_capacity(self.tests.len());
        for test in self.tests {
            let output = words::output_of(&ended.output, &test.path);
            let panics = test.panics.kept();
            let result = |verdict, message: String, place: Option<Place>| {
                Outcome::Known(Box::new(TestResult {
                    message,
                    place,
                    output,
                    notes: test.notes.clone(),
                    model: test
                        .model
                        .clone()
                        .map(|model| model::located(model, locate)),
                    took: test.took,
                    ..TestResult::new(stage, test.path.clone(), verdict)
                }))
            };
            outcomes.push(match test.state {
                State::Finished if left_behind > 0 && alone => {
                    let verdict = Verdict::LeftBehind {
                        processes: left_behind,
                    };
                    let message = words::of(&verdict);
                    result(verdict, message, None)
                }
                // One of them did; alone, each can be told.
                State::Finished if left_behind > 0 => Outcome::Again(test.path),
                State::Finished if explained => result(Verdict::Passed, String::new(), None),
                State::Finished if alone => {
                    let verdict = words::verdict(ended, limit);
                    let message = words::after_the_test(&verdict);
                    result(verdict, message, None)
                }
                State::Finished => Outcome::Again(test.path),
                State::Failed => {
                    let (verdict, message, place) = cause::of_failure(&panics, locate);
                    let verdict = match &test.model {
                        Some(model) if model::goes_around_the_kit(model) => Verdict::AroundTheKit,
                        _ => verdict,
                    };
                    result(verdict, message, place)
                }
                // The runner stopped the process for another test's failure: this one is not to blame.
                State::Running if ended.end == End::Stopped => Outcome::Again(test.path),
                State::Running => {
                    let (verdict, message, place) =
                        cause::of_end(&panics, words::verdict(ended, limit), locate);
                    result(verdict, message, place)
                }
                State::Waiting if !alone => Outcome::Again(test.path),
                State::Waiting => match ended.end {
                    End::Exited(0) => Outcome::Missing(test.path),
                    // It did not even come to its test.
                    _ => {
                        let verdict = words::verdict(ended, limit);
                        let message = words::of(&verdict);
                        result(verdict, message, None)
                    }
                },
            });
        }
        outcomes
    }
}

#[cfg(test)]
mod tests;
