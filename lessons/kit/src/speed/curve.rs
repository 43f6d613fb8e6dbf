//! A curve: the same work with more and more workers, or more and more work.

use super::{
    Case, Prepared,
    measure::{head, told},
    rounds,
};

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

    /// The numbers of workers to try with work that the speed stage gives to so many.
    fn workers_for(&self, usual: usize) -> &[usize] {
        if usual > 1 { &self.workers } else { &[1] }
    }
}

/// The [`head`] of a measurement; `size`; then for each round and point `point`: size, workers, the serial code's wall time, the
/// subject's, the calibrator's on one thread, on how many threads it was run at once, and the wall time of that. In a round all points
/// are measured one after the other, so that a change of the machine's clock meets all of them.
///
/// Work that is not shared out is measured with one worker, whatever is wanted.
pub(super) fn tell(case: &dyn Case, wanted: &Wanted) {
    let cores = head(case);
    let usual = rounds::size(case);
    told("size", &[usual]);
    let workers = wanted.workers_for(case.workers());
    // Once without a clock, as in a measurement: a pool may start its workers in its first run.
    for &workers in workers {
        case.prepare(usual, 0).subject(workers);
    }
    for round in 0..wanted.rounds {
        for work in &wanted.work {
            let size = (usual * work / 100).max(1);
            let input = case.prepare(size, round);
            for &workers in workers {
                point(&*input, size, workers, cores, round.is_multiple_of(2));
            }
        }
    }
}

/// The work itself is the calibrator, as in a round of the speed stage: a machine gives more cores to one kind of work than to
/// another. It stands in the middle, so that it is a neighbour of both. More threads than cores would tell nothing
/// more, and each of them needs memory of its own.
fn point(input: &dyn Prepared, size: u64, workers: usize, cores: usize, serial_first: bool) {
    let threads = workers.min(cores);
    let (alone, many, subject);
    if serial_first {
        alone = input.alone();
        many = input.many(threads);
        subject = input.subject(workers);
    } else {
        subject = input.subject(workers);
        many = input.many(threads);
        alone = input.alone();
    }
    let [one, serial] = alone;
    let (workers, threads) = (workers as u64, threads as u64);
    told(
        "point",
        &[
            size,
            workers,
            serial.wall,
            subject.wall,
            one.wall,
            threads,
            many.wall,
        ],
    );
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::{Prepared, Wanted, point};
    use crate::speed::Span;

    #[test]
    fn lists_are_read() {
        let wanted = Wanted {
            workers: vec![1, 2, 4],
            work: vec![100],
            rounds: 7,
        };
        assert_eq!(Wanted::read("1,2,4", "100", "7"), wanted);
    }

    #[test]
    fn what_is_not_shared_out_has_one_worker() {
        let wanted = Wanted::read("2,4", "100", "7");
        assert_eq!(wanted.workers_for(2), [2, 4]);
        assert_eq!(wanted.workers_for(1), [1]);
    }

    /// Remembers what was run, in which order.
    #[derive(Default)]
    struct Spy(RefCell<Vec<(&'static str, usize)>>);

    impl Spy {
        fn ran(&self, what: &'static str, threads: usize) -> Span {
            self.0.borrow_mut().push((what, threads));
            Span::default()
        }
    }

    impl Prepared for Spy {
        fn serial(&self) -> Span {
            self.ran("serial", 1)
        }

        fn subject(&self, workers: usize) -> Span {
            self.ran("subject", workers)
        }

        fn many(&self, threads: usize) -> Span {
            self.ran("many", threads)
        }
    }

    #[test]
    fn what_the_machine_gives_is_seen_by_the_work_itself_beside_both_runs() {
        let spy = Spy::default();
        point(&spy, 100, 8, 4, true);
        point(&spy, 100, 2, 4, false);
        let (first, second) = (
            [("serial", 1), ("many", 4), ("subject", 8)],
            [("subject", 2), ("many", 2), ("serial", 1)],
        );
        assert_eq!(*spy.0.borrow(), [first, second].concat());
    }
}
