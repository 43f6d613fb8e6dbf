//! Whose code is judged.

use std::path::PathBuf;

/// Whose code is judged. The same machinery judges all of them, so that solutions and mistakes test it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// What lies in `lessons/`.
    Learner,
    /// What lies in `solutions/`.
    Solution,
    /// A file of `tests/mistakes/` or `tests/alternatives/`, or any other, in place of one exercise's module;
    /// everything else is the solution's.
    With {
        /// The exercise whose module is replaced.
        exercise: String,
        /// The file that replaces it.
        file: PathBuf,
        /// In words, for the report: "mistake joins_in_the_loop", "the file …".
        title: String,
    },
}
