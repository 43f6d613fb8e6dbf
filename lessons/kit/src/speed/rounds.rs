//! Interleaved rounds: what is compared is measured side by side.

use super::{Case, Span, quota::Quota};

/// So long the serial code should take, in nanoseconds.
const LONG_ENOUGH: u64 = 30_000_000;

/// One worker's time counts at most so many times that of plain code: luck with inlining made three of it, and what costs
/// much more for each item is slow however it is shared out.
const FAIR: u64 = 3;

/// What one worker's time counts of a subject that is compared with itself: who slows that one down shall not win by it.
fn fair(alone: Span, plain: Span, subject: Span) -> Span {
    let fair = alone.at_most(FAIR * plain.computed());
    match subject.cpu {
        0 => fair,
        // The same work takes one as long as all of them together, but for noise.
        together => fair.at_most(together + together / 10),
    }
}

/// The size at which the serial code takes 30 ms, by doubling.
pub(super) fn size(case: &dyn Case) -> u64 {
    let (mut size, largest) = case.sizes();
    loop {
        let input = case.prepare(size, 0);
        let shortest = (0..2).map(|_| input.serial().computed()).min().unwrap_or(0);
        if shortest >= LONG_ENOUGH || size * 2 > largest {
            return size;
        }
        size *= 2;
    }
}

/// What is needed for a round.
pub(super) struct Rounds<'a> {
    case: &'a dyn Case,
    size: u64,
    quota: Quota,
    count: u64,
}

impl<'a> Rounds<'a> {
    pub(super) fn new(case: &'a dyn Case, size: u64) -> Self {
        Self {
            case,
            size,
            quota: Quota::of_this_process(),
            count: 0,
        }
    }

    /// One round: wall and processor time of the calibrator on one thread, the serial code, the calibrator on k threads,
    /// the subject, the calibrator on k threads again; then 1 if a quota stopped the process meanwhile. The first two are
    /// one measurement, told twice, where the calibrator is the serial code. It stands on both sides of the subject: a host
    /// may take away a core for some 30 ms. Every second round begins with the parallel half.
    pub(super) fn next(&mut self) -> [u64; 11] {
        self.count += 1;
        let input = self.case.prepare(self.size, self.count);
        let workers = self.case.workers();
        let stops = self.quota.stops();
        // The work itself is the calibrator: hosts and hyperthreads slow divisions down, and leave shifts alone.
        let together = || {
            let before = input.many(workers);
            [before, input.subject(workers), input.many(workers)]
        };
        let ([one, serial], [before, subject, after]) = if self.count.is_multiple_of(2) {
            let together = together();
            (input.alone(), together)
        } else {
            (input.alone(), together())
        };
        let serial = match self.case.is_compared_with_itself() {
            true => fair(serial, one, subject),
            false => serial,
        };
        let throttled = u64::from(self.quota.stops() != stops);
        let spans = [one, serial, before, subject, after];
        let mut numbers = [throttled; 11];
        for (place, span) in numbers.chunks_exact_mut(2).zip(spans) {
            place.copy_from_slice(&[span.wall, span.cpu]);
        }
        numbers
    }
}

/// Some rounds for people, without a verdict.
pub(super) fn print(case: &dyn Case) {
    let size = size(case);
    let mut rounds = Rounds::new(case, size);
    println!("{} (size {size}, workers: {})", case.test(), case.workers());
    for _ in 0..5 {
        let [one, _, serial, _, before, _, subject, _, after, _, _] = rounds.next();
        let milliseconds = |nanoseconds: u64| nanoseconds as f64 / 1e6;
        println!(
            "  serial {:6.1} ms, with workers {:6.1} ms: {:.2} times as fast; the machine gave {:.2} cores",
            milliseconds(serial),
            milliseconds(subject),
            serial as f64 / subject.max(1) as f64,
            case.workers() as f64 * one as f64 / before.max(after).max(1) as f64,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Rounds};
    use crate::speed::{Prepared, Span};

    /// Tells the same times again and again: 100 of one worker, 50 of two.
    #[derive(Clone, Copy)]
    struct Told {
        plain: Option<u64>,
        /// What the two have computed together.
        together: u64,
    }

    fn span(nanoseconds: u64) -> Span {
        Span {
            wall: nanoseconds,
            cpu: nanoseconds,
        }
    }

    impl Case for Told {
        fn test(&self) -> &'static str {
            "it::t1_is_fast"
        }
        fn workers(&self) -> usize {
            2
        }
        fn at_least(&self) -> f64 {
            1.5
        }
        fn sizes(&self) -> (u64, u64) {
            (1, 1)
        }
        fn is_compared_with_itself(&self) -> bool {
            self.plain.is_some()
        }
        fn prepare<'a>(&'a self, _: u64, _: u64) -> Box<dyn Prepared + 'a> {
            Box::new(*self)
        }
    }

    impl Prepared for Told {
        fn serial(&self) -> Span {
            span(100)
        }
        fn plain(&self) -> Option<Span> {
            self.plain.map(span)
        }
        fn subject(&self, _: usize) -> Span {
            Span {
                cpu: self.together,
                ..span(50)
            }
        }
        fn many(&self, _: usize) -> Span {
            span(110)
        }
    }

    #[test]
    fn who_slows_one_worker_down_wins_nothing_by_it() {
        let told = |plain, together| {
            let case = Told { plain, together };
            Rounds::new(&case, 1).next()[..4].to_vec()
        };
        assert_eq!(told(None, 50), [100; 4], "our own serial code, told twice");
        assert_eq!(told(Some(80), 100), [80, 80, 100, 100]);
        assert_eq!(told(Some(10), 100), [10, 10, 30, 30], "three times ours");
        assert_eq!(
            told(Some(80), 50),
            [80, 80, 55, 55],
            "one of two that worked"
        );
        assert_eq!(told(Some(80), 0), [80, 80, 100, 100], "nobody knows");
    }
}
