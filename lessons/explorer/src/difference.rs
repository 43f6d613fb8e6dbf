//! What two runs of the same schedule did differently.

use std::fmt;

/// What was different when the same choices were made again, as far as can be seen.
///
/// The cause lies in the model: the order of a hash map, the time, random numbers, addresses used as keys, a
/// static that keeps its value from one execution to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// At which choice of the execution, counted from 0.
    pub choice: usize,
    /// What it was, in words: "thread 1 could go on before, now it cannot".
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at choice {}: {}", self.choice + 1, self.what)
    }
}
