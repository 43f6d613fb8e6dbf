//! One round of measurements.

/// How long something took. In nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// By the clock on the wall.
    pub wall: u64,
    /// On processors; `None` where the system does not tell. For work with many threads, all of them together.
    pub cpu: Option<u64>,
}

/// Four measurements that are neighbours in time, and are compared with each other: milliseconds cannot be compared
/// across minutes, on a machine that others use as well. Only the shortest serial time leaves its round: it caps
/// those of the others, so that a disturbed one makes no subject fast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The calibrator on one thread. Where its work is our serial code, the measuring process tells [`Self::serial`] here as
    /// well. Simulated machines have a calibrator of their own.
    pub one: Span,
    /// What the subject is compared with: our serial code, or the subject on one worker.
    pub serial: Span,
    /// The subject's code with k workers.
    pub subject: Span,
    /// The calibrator on k threads, each with the work that [`Self::one`] did, just before the subject's code.
    pub before: Span,
    /// The same just after it.
    pub after: Span,
    /// Whether a quota stopped the process in the meantime: then the round says nothing.
    pub throttled: bool,
}

impl Round {
    /// Reads the numbers that the measuring process tells: wall and processor time of [`Self::one`],
    /// [`Self::serial`], [`Self::before`], [`Self::subject`] and [`Self::after`], then 1 if it was throttled. A processor time of
    /// 0 is unknown. `None` if these are no measurements.
    pub fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let &[a, b, c, d, e, f, g, h, i, j, throttled] = numbers else {
            return None;
        };
        let span = |wall: u64, cpu: u64| Span {
            wall: wall.max(1), // a clock that did not tick must not divide by nothing
            cpu: (cpu > 0).then_some(cpu),
        };
        Some(Self {
            one: span(a, b),
            serial: span(c, d),
            before: span(e, f),
            subject: span(g, h),
            after: span(i, j),
            throttled: throttled != 0,
        })
    }

    /// The share of the cores asked for that the machine really granted, at most 1 but for noise. `one` is
    /// the calibrator's time on one thread, in nanoseconds.
    pub fn capacity(&self, one: f64) -> f64 {
        one / self.before.wall.max(self.after.wall) as f64
    }

    /// How long all of it took by the wall clock, in nanoseconds. What is told twice took its time once.
    pub fn wall(&self) -> u64 {
        let parts = [self.serial, self.before, self.subject, self.after];
        let all: u64 = parts.iter().map(|part| part.wall).sum();
        match self.one == self.serial {
            true => all,
            false => all + self.one.wall,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Round, Span};

    #[test]
    fn eleven_numbers_are_a_round() {
        let round = Round::from_numbers(&[10, 9, 40, 0, 11, 22, 20, 41, 12, 22, 1]).unwrap();
        assert_eq!(
            round.one,
            Span {
                wall: 10,
                cpu: Some(9)
            }
        );
        assert_eq!(round.serial.cpu, None, "0 is unknown");
        assert!(round.throttled);
        assert_eq!(round.wall(), 10 + 40 + 11 + 20 + 12);
        assert_eq!(Round::from_numbers(&[1, 2, 3]), None);
        assert_eq!(Round::from_numbers(&[0; 11]).unwrap().after.wall, 1);
    }

    #[test]
    fn what_is_told_twice_took_its_time_once() {
        let round = Round::from_numbers(&[40, 39, 40, 39, 11, 22, 20, 41, 12, 22, 0]).unwrap();
        assert_eq!(round.wall(), 40 + 11 + 20 + 12);
    }
}
