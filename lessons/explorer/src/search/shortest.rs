//! The shortest of several failures.

use crate::Failure;

/// After the first failure so many more are looked at, in at most so many executions. Counts and no times: the
/// same model always shows the same failure.
const MORE_FAILURES: u64 = 40;
const MORE_EXECUTIONS: u64 = 2_000;

/// The shortest failure so far.
#[derive(Debug)]
pub(super) struct Shortest {
    best: Failure,
    failures: u64,
    executions: u64,
}

impl Shortest {
    pub(super) fn new(first: Failure) -> Self {
        Self {
            best: first,
            failures: 1,
            executions: 0,
        }
    }

    /// One more failure.
    pub(super) fn add(&mut self, failure: Failure) {
        self.failures += 1;
        if length(&failure) < length(&self.best) {
            // It still took as long to find the first.
            let executions = self.best.executions;
            self.best = Failure {
                executions,
                ..failure
            };
        }
    }

    /// One more execution; tells whether there should be another.
    pub(super) fn goes_on(&mut self) -> bool {
        self.executions += 1;
        self.failures <= MORE_FAILURES && self.executions < MORE_EXECUTIONS
    }

    pub(super) fn best(&self) -> Failure {
        self.best.clone()
    }
}

/// What makes a failure hard to follow, the worst first.
fn length(failure: &Failure) -> (u32, usize, usize) {
    (failure.cost, failure.switches, failure.steps)
}
