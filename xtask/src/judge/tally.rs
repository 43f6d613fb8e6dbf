//! What the tests of one process came to, from the records that they sent and the way the process ended.

use std::time::{Duration, Instant};

use kit::record::Record;

use super::{cause, model, words};
use crate::{
    report::{Place, Stage, TestResult, Verdict},
    run::{End, Ended, Next},
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
    panics: Vec<cause::Panic>,
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
            panics: Vec::new(),
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
                // The first failure decides; those behind it wait for their turn.
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
                    thread,
                    of_the_test,
                    file,
                    line,
                    message,
                };
                if let Some(test) = self.current() {
                    test.panics.push(panic);
                }
                Next::GoOn
            }
            Record::Note { text } => {
                if let Some(test) = self.current()
                    && !test.notes.contains(&text)
                {
                    test.notes.push(text);
                }
                Next::GoOn
            }
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
        self,
        ended: &Ended,
        limit: Duration,
        locate: &dyn Fn(&str) -> Option<std::path::PathBuf>,
    ) -> Vec<Outcome> {
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
        let first_waiting = self
            .tests
            .iter()
            .position(|test| test.state == State::Waiting);
        let stage = self.stage;
        let keep_going = self.keep_going;
        let mut outcomes = Vec::with_capacity(self.tests.len());
        for (at, test) in self.tests.into_iter().enumerate() {
            let output = words::output_of(&ended.output, &test.path);
            let result = |verdict, message: String, place: Option<Place>| {
                Outcome::Known(Box::new(TestResult {
                    test: test.path.clone(),
                    stage,
                    verdict,
                    message,
                    place,
                    output,
                    notes: test.notes.clone(),
                    model: test.model.clone(),
                    took: test.took,
                }))
            };
            outcomes.push(match test.state {
                State::Finished if explained => result(Verdict::Passed, String::new(), None),
                State::Finished if alone => {
                    let verdict = words::verdict(ended, limit);
                    let message = words::after_the_test(&verdict);
                    result(verdict, message, None)
                }
                State::Finished => Outcome::Again(test.path),
                State::Failed => {
                    let (verdict, message, place) = cause::of_failure(&test.panics, locate);
                    let verdict = match &test.model {
                        Some(model) if model::goes_around_the_kit(model) => Verdict::AroundTheKit,
                        _ => verdict,
                    };
                    let place = place.or_else(|| model::place(test.model.as_ref()?, locate));
                    result(verdict, message, place)
                }
                State::Running => {
                    let (verdict, message, place) =
                        cause::of_end(&test.panics, words::verdict(ended, limit), locate);
                    result(verdict, message, place)
                }
                State::Waiting => {
                    let nobody = culprit.is_none() && !failed && first_waiting == Some(at);
                    match ended.end {
                        End::Stopped | End::Interrupted => {
                            result(Verdict::NotRun, String::new(), None)
                        }
                        End::Exited(0) if nobody && alone => Outcome::Missing(test.path),
                        // It did not come to its first test, or left between two.
                        _ if nobody && alone => {
                            let verdict = words::verdict(ended, limit);
                            let message = words::of(&verdict);
                            result(verdict, message, None)
                        }
                        _ if keep_going || nobody || !explained => Outcome::Again(test.path),
                        _ => result(Verdict::NotRun, String::new(), None),
                    }
                }
            });
        }
        outcomes
    }
}
