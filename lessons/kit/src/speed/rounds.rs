//! Interleaved rounds: what is compared is measured side by side.

use super::{Case, Span, calibrator::Calibrator, quota::Quota};

/// So long the serial code should take, in nanoseconds.
const LONG_ENOUGH: u64 = 30_000_000;

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
    calibrator: Calibrator,
    quota: Quota,
    count: u64,
}

impl<'a> Rounds<'a> {
    pub(super) fn new(case: &'a dyn Case, size: u64) -> Self {
        Self {
            case,
            size,
            calibrator: Calibrator::new(),
            quota: Quota::of_this_process(),
            count: 0,
        }
    }

    /// One round: wall and processor time of the calibrator on one thread, the serial code, the subject, the calibrator
    /// on k threads; then 1 if a quota stopped the process meanwhile. Every second one in the opposite order.
    pub(super) fn next(&mut self) -> [u64; 9] {
        self.count += 1;
        let input = self.case.prepare(self.size, self.count);
        let workers = self.case.workers();
        let stops = self.quota.stops();
        let mut spans = [Span::default(); 4];
        let mut order = [0, 1, 2, 3];
        if self.count.is_multiple_of(2) {
            order.reverse();
        }
        for part in order {
            spans[part] = match part {
                0 => self.calibrator.one(),
                1 => input.serial(),
                2 => input.subject(workers),
                _ => self.calibrator.many(workers),
            };
        }
        let throttled = u64::from(self.quota.stops() != stops);
        let [one, serial, subject, many] = spans;
        [
            one.wall,
            one.cpu,
            serial.wall,
            serial.cpu,
            subject.wall,
            subject.cpu,
            many.wall,
            many.cpu,
            throttled,
        ]
    }
}

/// Some rounds for people, without a verdict.
pub(super) fn print(case: &dyn Case) {
    let size = size(case);
    let mut rounds = Rounds::new(case, size);
    println!("{} (size {size}, {} workers)", case.test(), case.workers());
    for _ in 0..5 {
        let [one, _, serial, _, subject, _, many, _, _] = rounds.next();
        let milliseconds = |nanoseconds: u64| nanoseconds as f64 / 1e6;
        println!(
            "  serial {:6.1} ms, with workers {:6.1} ms: {:.2} times as fast; the machine gave {:.2} cores",
            milliseconds(serial),
            milliseconds(subject),
            serial as f64 / subject.max(1) as f64,
            case.workers() as f64 * one as f64 / many.max(1) as f64,
        );
    }
}
