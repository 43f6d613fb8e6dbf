//! The measuring process: rounds and rounds, until the runner has seen enough.

use std::thread;

use super::{Case, rounds};
use crate::{case::tell, record::Record};

/// More rounds than the runner ever asks for: this process ends even if the runner is gone.
const ENOUGH: usize = 2_000;

/// Tells one measurement.
pub(super) fn told(what: &str, numbers: &[u64]) {
    tell(&Record::Measured {
        what: what.into(),
        numbers: numbers.into(),
    });
}

/// `case`: workers, threshold in thousandths, cores that the scheduler grants; `comparison`: 1 if the subject is compared
/// with itself, 1 if processes do its work. Returns the cores.
pub(super) fn head(case: &dyn Case) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threshold = (case.at_least() * 1000.0).round() as u64;
    told("case", &[case.workers() as u64, threshold, cores as u64]);
    let itself = u64::from(case.is_compared_with_itself());
    told(
        "comparison",
        &[itself, u64::from(case.works_in_processes())],
    );
    cores
}

/// The [`head`]; `size`: what was chosen; then `round` again and again. Nothing is measured where there are fewer cores than
/// workers.
pub(super) fn rounds_for_ever(case: &dyn Case) {
    if head(case) < case.workers() {
        return;
    }
    let size = rounds::size(case);
    told("size", &[size]);
    // Once without a clock: the first run pays for memory and for threads that the system has to set up.
    case.prepare(size, 0).subject(case.workers());
    let mut rounds = rounds::Rounds::new(case, size);
    for _ in 0..ENOUGH {
        told("round", &rounds.next());
    }
}
