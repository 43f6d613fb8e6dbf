//! Work that nobody can do wrong: it shows what the machine gives at this moment.

use std::{hint::black_box, thread};

use super::clock::Span;

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
        let all = || {
            thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(|| black_box(calibrate(self.steps)));
                }
            });
        };
        Span::of(all).0
    }
}

/// Integers only, no memory, and each step waits for the one before: about a nanosecond a step.
///
/// Source: G. Marsaglia, "Xorshift RNGs", 2003.
pub fn calibrate(steps: u64) -> u64 {
    let mut state = black_box(88_172_645_463_325_252_u64);
    for _ in 0..steps {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    black_box(state)
}
