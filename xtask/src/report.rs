//! What judging comes to: values that every renderer reads and nobody changes.

mod build_failure;
mod engine;
mod speed;
mod stage;
mod test_result;
mod verdict;

use std::path::PathBuf;

use crate::course::ExerciseId;

pub use build_failure::{BuildFailure, MissingName};
pub use engine::Engine;
pub use speed::Speed;
pub use stage::Stage;
pub use test_result::{TestResult, promise};
pub use verdict::Verdict;

/// A line of the learner's (or of the test's) source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the course's root where it lies inside.
    pub file: PathBuf,
    /// From 1.
    pub line: u32,
}

/// What one exercise came to.
#[derive(Clone, Debug)]
pub struct ExerciseReport {
    /// Which one.
    pub exercise: ExerciseId,
    /// The tests in the order in which they count; those after the first that is not green
    /// may be [`Verdict::NotRun`].
    pub tests: Vec<TestResult>,
    /// All stages were green before, and nothing has changed since.
    pub unchanged: bool,
}

impl ExerciseReport {
    /// Whether it was judged now and nothing is red. Some tests may be untold.
    pub fn is_judged_green(&self) -> bool {
        !self.tests.is_empty() && self.first_failure().is_none()
    }

    /// The first test that is red: the one that decides what is shown.
    pub fn first_failure(&self) -> Option<&TestResult> {
        self.tests.iter().find(|result| result.verdict.is_red())
    }

    /// The first test that nothing can be told of, where nothing is red.
    pub fn first_untold(&self) -> Option<&TestResult> {
        let untold = |result: &&TestResult| result.verdict == Verdict::CannotTell;
        let first = self.tests.iter().find(untold);
        first.filter(|_| self.first_failure().is_none())
    }
}

/// What a subject came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// The lesson's number, two digits.
    pub lesson: String,
    /// In words: "your work", "the solution", "mistake joins_in_the_loop".
    pub subject: String,
    /// Set when a stage did not compile. The exercises are then those of which something was judged before: contract
    /// tests run while the race tests are still being compiled.
    pub build: Option<BuildFailure>,
    /// In the order of the lesson, as far as they were judged.
    pub exercises: Vec<ExerciseReport>,
}

impl Report {
    /// Whether nothing is red, but not everything could be told on this machine.
    pub fn is_untold(&self) -> bool {
        self.is_green()
            && self
                .exercises
                .iter()
                .any(|judged| judged.first_untold().is_some())
    }

    /// Whether it compiled and no test that was judged is red. Some may be untold.
    pub fn is_green(&self) -> bool {
        self.build.is_none()
            && self
                .exercises
                .iter()
                .all(|judged| judged.first_failure().is_none())
    }
}
