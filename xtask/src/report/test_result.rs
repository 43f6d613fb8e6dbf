//! What a test came to, with all that is known of it.

use std::time::Duration;

use super::{Place, Speed, Stage, Verdict};

/// What one test came to.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// Its path inside its target: `bank::t1_promise`.
    pub test: String,
    /// The stage that it belongs to.
    pub stage: Stage,
    /// What it says.
    pub verdict: Verdict,
    /// The message of the panic that decided, or words for the other verdicts.
    pub message: String,
    /// Where that panic was raised.
    pub place: Option<Place>,
    /// What the program printed, head and tail, made harmless.
    pub output: String,
    /// Things that the learner should know, such as what was not checked here.
    pub notes: Vec<String>,
    /// What the exploration told, for the race stage: the JSON of `kit::model`.
    pub model: Option<serde_json::Value>,
    /// What was measured, for the speed stage.
    pub speed: Option<Speed>,
    /// How long the test's process ran.
    pub took: Duration,
}

impl TestResult {
    /// A test of which no more is known than its verdict.
    pub fn new(stage: Stage, test: impl Into<String>, verdict: Verdict) -> Self {
        Self {
            test: test.into(),
            stage,
            verdict,
            message: String::new(),
            place: None,
            output: String::new(),
            notes: Vec::new(),
            model: None,
            speed: None,
            took: Duration::ZERO,
        }
    }

    /// The promise that the test's name spells: `bank::t1_no_cent_is_lost` → `no cent is lost`.
    pub fn promise(&self) -> String {
        promise(&self.test)
    }
}

/// The promise that a test's name spells: `bank::t1_no_cent_is_lost` → `no cent is lost`.
pub fn promise(test: &str) -> String {
    let name = test.rsplit("::").next().unwrap_or(test);
    let sentence = name.split_once('_').map_or(name, |(_, rest)| rest);
    sentence.replace('_', " ")
}
