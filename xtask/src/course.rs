//! What lies on disk: the lessons, their exercises, their tests.

use std::path::PathBuf;

use serde::Serialize;

/// The whole course.
#[derive(Clone, Debug)]
pub struct Course {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// In the order of their numbers.
    pub lessons: Vec<Lesson>,
}

/// One lesson and its solution.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Two digits, as in the folder's name.
    pub number: String,
    /// As the manifest says: "Threads".
    pub title: String,
    /// `lessons/lesson01-threads`.
    pub folder: PathBuf,
    /// `solutions/lesson01-threads`.
    pub solution: PathBuf,
    /// In the order of the manifest.
    pub exercises: Vec<Exercise>,
}

/// One exercise: a module that learners fill in, and its tests.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The module's name: `bank`.
    pub name: String,
    /// To write, or to mend.
    pub kind: Kind,
    /// Paths of the contract tests inside their target, in the order in which they count.
    pub contract: Vec<String>,
    /// The same for the race tests; empty where the exercise has no race stage.
    pub race: Vec<String>,
}

/// What a learner does in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Fills in a stub.
    Write,
    /// Mends code that runs and looks right.
    Mend,
}

/// Names one exercise of the course: lesson `02`, exercise `bank`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
pub struct ExerciseId {
    /// The lesson's number, two digits.
    pub lesson: String,
    /// The exercise's name.
    pub exercise: String,
}
