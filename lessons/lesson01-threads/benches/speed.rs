//! Lesson 01, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.

use std::process::ExitCode;

use ::kit::speed::{Speed, main as measure};
use ::lesson01::{is_prime, parallel_map, sum_of_primes, trial_division};

fn main() -> ExitCode {
    // The first watcher of a process stays: nobody else can slow `is_prime` down where it is measured against itself.
    trial_division::watch(|_| ());
    measure(&[
        // Twenty thousand items of some microseconds each: taking one must cost much less than that.
        &Speed {
            test: "parallel_map::t9_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 5_000,
            largest: 320_000,
            input: |size, round| (round * size..(round + 1) * size).collect::<Vec<u64>>(),
            serial: |items| items.iter().map(mixed).collect(),
            subject: |items, workers| parallel_map(items, workers, mixed),
        },
        // Some hundred thousand numbers of 50 nanoseconds each: they have to be taken many at a time.
        &Speed {
            test: "primes::t9_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 100_000,
            largest: 6_400_000,
            input: |limit, round| limit + round,
            // `is_prime` is given, and never inlined: a copy of it came out half as fast again in some builds.
            serial: |&limit| (0..=limit).filter(|&n| is_prime(n)).sum::<u64>(),
            subject: |&limit, workers| sum_of_primes(limit, workers),
        },
    ])
}

/// Two microseconds of arithmetic that cannot be shortened.
#[inline(never)]
fn mixed(item: &u64) -> u64 {
    (0..1_000).fold(item + 1, |mut state, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
}
