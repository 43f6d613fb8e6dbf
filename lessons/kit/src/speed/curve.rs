//! A curve: the same work with more and more workers, or more and more work.

use std::thread;

use super::{Case, Prepared, calibrator::Calibrator, measure::told, rounds};

/// What is to be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    workers: Vec<usize>,
    /// Sizes, in hundredths of the usual one.
    work: Vec<u64>,
    rounds: u64,
}

impl Wanted {
    /// Reads `1,2,4`, `100,200` and `7`.
    pub(super) fn read(workers: &str, work: &str, rounds: &str) -> Self {
        let numbers = |text: &str| -> Vec<u64> {
            let numbers = text.split(',').filter_map(|number| number.parse().ok());
            numbers.collect()
        };
        let workers = numbers(workers).into_iter();
        Self {
            workers: workers.map(|workers| workers.max(1) as usize).collect(),
            work: numbers(work),
            rounds: rounds.parse().unwrap_or(5),
        }
    }
}

/// `case` as in a measurement; `size`; then for each round and point `point`: size, workers, the serial code's wall time, the
/// subject's, the calibrator's on one thread and on as many threads as there are workers. In a round all points
/// are measured one after the other, so that a change of the machine's clock meets all of them.
pub(super) fn tell(case: &dyn Case, wanted: &Wanted) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threshold = (case.at_least() * 1000.0).round() as u64;
    told("case", &[case.workers() as u64, threshold, cores as u64]);
    let usual = rounds::size(case);
    told("size", &[usual]);
    let calibrator = Calibrator::new();
    for round in 0..wanted.rounds {
        for work in &wanted.work {
            let size = (usual * work / 100).max(1);
            let input = case.prepare(size, round);
            for &workers in &wanted.workers {
                point(&*input, size, workers, calibrator, round.is_multiple_of(2));
            }
        }
    }
}

fn point(
    input: &dyn Prepared,
    size: u64,
    workers: usize,
    calibrator: Calibrator,
    serial_first: bool,
) {
    let one = calibrator.one();
    let (serial, subject) = if serial_first {
        let serial = input.serial();
        (serial, input.subject(workers))
    } else {
        let subject = input.subject(workers);
        (input.serial(), subject)
    };
    let many = calibrator.many(workers);
    let numbers = [serial.wall, subject.wall, one.wall, many.wall];
    told("point", &[&[size, workers as u64][..], &numbers].concat());
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn lists_are_read() {
        let wanted = Wanted {
            workers: vec![1, 2, 4],
            work: vec![100],
            rounds: 7,
        };
        assert_eq!(Wanted::read("1,2,4", "100", "7"), wanted);
    }
}
