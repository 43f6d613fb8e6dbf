//! Work that nobody can do wrong: it shows what the machine gives at this moment.

use std::hint::black_box;

use super::{at_once, clock::Span};

/// So long the calibrator computes on one thread. Shorter ones said nothing about the work beside them.
const TARGET: u64 = 10_000_000;

/// The calibrator, and how much it computes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calibrator {
    steps: u64,
}

impl Calibrator {
    /// Makes it compute for about 10 ms on one thread.
    pub(super) fn new() -> Self {
        let mut steps = 100_000;
        loop {
            // Of three, so that one interruption does not make it too short.
            let shortest = (0..3)
                .map(|_| Span::of_one_thread(|| calibrate(steps)).0.computed())
                .min();
            let shortest = shortest.unwrap_or(TARGET).max(1);
            if shortest >= TARGET / 2 || steps >= 1 << 40 {
                let steps = (u128::from(steps) * u128::from(TARGET) / u128::from(shortest)) as u64;
                return Self { steps };
            }
            steps *= 2;
        }
    }

    /// On the calling thread.
    pub(super) fn one(self) -> Span {
        Span::of_one_thread(|| calibrate(self.steps)).0
    }

    /// On so many threads, each with the whole work. They are started as learners start them, by a scope.
    pub(super) fn many(self, threads: usize) -> Span {
        at_once(threads, &|| _ = black_box(calibrate(self.steps)))
    }
}

/// Integers only, no memory: some nanoseconds a step, with several chains side by side and a division in each step.
///
/// It has to keep a whole core busy, divider included. A single chain leaves most of a core idle, so that two
/// threads on one physical core (two hyperthreads, which a virtual machine calls two cores) would not disturb each
/// other; work with divisions beside it got 1.2 cores while such a calibrator still saw two.
///
/// Source: G. Marsaglia, "Xorshift RNGs", 2003.
pub fn calibrate(steps: u64) -> u64 {
    let mut chains = black_box([
        88_172_645_463_325_252_u64,
        362_436_069_521_288_629,
        521_288_629_123_456_789,
        675_489_217_987_654_321,
    ]);
    let mut sum = 0_u64;
    for _ in 0..steps {
        for chain in &mut chains {
            *chain ^= *chain << 13;
            *chain ^= *chain >> 7;
            *chain ^= *chain << 17;
        }
        let divisor = (chains[1] >> 40) | 1;
        sum = sum.wrapping_add(chains[0] / divisor);
        sum = sum.wrapping_add(chains[2] % (divisor + 2));
    }
    black_box(sum)
}
