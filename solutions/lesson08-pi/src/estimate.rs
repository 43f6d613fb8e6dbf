//! Given: the answer that all forms of the program return.

use std::{error::Error, fmt};

/// How many of how many random points of the unit square lie in the quarter circle.
///
/// Whole numbers, so that parts can be added in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The points in the quarter circle.
    pub hits: u64,
    /// All points that were drawn.
    pub points: u64,
}

impl Estimate {
    /// What it says about π: the quarter circle has π/4 of the square.
    pub fn pi(&self) -> f64 {
        4.0 * self.share()
    }

    /// How far [`Self::pi`] is off, typically: one standard deviation, as the hits themselves suggest it.
    ///
    /// About two of three estimates are less than one of it off, and 19 of 20 less than two.
    /// Four times as many points halve it.
    ///
    /// Source: the variance of a binomial distribution, p (1 − p) / n.
    pub fn standard_error(&self) -> f64 {
        let share = self.share();
        4.0 * (share * (1.0 - share) / self.points as f64).sqrt()
    }

    fn share(&self) -> f64 {
        self.hits as f64 / self.points as f64
    }
}

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EstimateError {
    /// No points were asked for: they say nothing about π.
    NoPoints,
    /// No workers were given.
    NoWorkers,
    /// A worker could not be started, or did not answer; in words.
    Worker(String),
}

impl fmt::Display for EstimateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPoints => write!(f, "at least one point is needed"),
            Self::NoWorkers => write!(f, "at least one worker is needed"),
            Self::Worker(problem) => write!(f, "a worker failed: {problem}"),
        }
    }
}

impl Error for EstimateError {}
