//! Lesson 04, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.

use std::process::ExitCode;

use ::kit::speed::{Speed, main as measure};
use ::lesson04::{ThreadPool, is_prime, with_rayon::sums_of_primes};

fn main() -> ExitCode {
    measure(&[
        // Some hundred items, the last quarter of which costs five times as much: 1 : 1 : 1 : 5.
        // Two halves of the list are as 2 : 6, and four quarters leave one worker alone with the last.
        &Speed {
            test: "order::t10_skewed_work_is_balanced",
            workers: 2,
            at_least: 1.5,
            smallest: 64,
            largest: 4_096,
            input: skewed,
            serial: |items| items.iter().copied().map(mixed).collect(),
            subject: |items, workers| ThreadPool::new(workers).map(items.clone(), mixed),
        },
        // Jobs as 1 : 2.6 : 12: whoever hands them out whole cannot be faster than 1.3 times.
        &Speed {
            test: "with_rayon::t10_two_workers_share_every_sum",
            workers: 2,
            at_least: 1.5,
            smallest: 25_000,
            largest: 1_600_000,
            input: |limit, round| vec![limit + round, 2 * limit + round, 6 * limit + round],
            serial: |limits| limits.iter().map(|&limit| sum(limit)).collect::<Vec<u64>>(),
            subject: |limits, workers| sums_of_primes(limits, workers),
        },
    ])
}

fn sum(limit: u64) -> u64 {
    (0..=limit).filter(|&n| is_prime(n)).sum()
}

/// A seed and a weight for each item.
fn skewed(size: u64, round: u64) -> Vec<(u64, u32)> {
    (0..size)
        .map(|item| {
            let weight = if item >= size / 4 * 3 { 5 } else { 1 };
            (round * size + item + 1, weight)
        })
        .collect()
}

/// Fifty microseconds of arithmetic for each unit of weight, that cannot be shortened.
#[inline(never)]
fn mixed((seed, weight): (u64, u32)) -> u64 {
    (0..weight * 25_000).fold(seed, |mut state, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
}
