//! Lesson 07, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.
//!
//! Drawing a number takes so little that a call which is inlined in one crate and not in the other makes it two or three
//! times as slow. No serial code of ours would be a fair measure, so the subject is compared with itself: on one worker. What
//! the machine can give is measured with plain code of the same kind.

use std::{hint::black_box, process::ExitCode};

use ::kit::speed::{Scaling, main as measure};
use ::lesson07::{roll, samples};
use ::rand::{RngExt, SeedableRng};
use ::rand_xoshiro::Xoshiro256PlusPlus;

fn main() -> ExitCode {
    measure(&[
        // Some nanoseconds for each sample, and as many for its place in fresh memory. 40 MB at least: lists that are
        // shorter get memory that was used before, and one thread alone sets it to zero.
        &Scaling {
            test: "samples::t11_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 5_000_000,
            largest: 40_000_000,
            input: |count, round| (round, count as usize),
            plain: |&(seed, count)| {
                let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
                let mut samples = vec![0.0; count];
                samples.fill_with(|| stream.random::<f64>());
                black_box(samples);
            },
            subject: |&(seed, count), workers| samples(seed, count, workers),
        },
        // Some nanoseconds for each roll, and only six numbers to keep.
        &Scaling {
            test: "dice::t11_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 500_000,
            largest: 128_000_000,
            input: |rolls, round| (round, rolls),
            plain: |&(seed, rolls)| {
                let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
                let mut counts = [0_u64; 6];
                for _ in 0..rolls {
                    counts[stream.random_range(0..6_usize)] += 1;
                }
                black_box(counts);
            },
            subject: |&(seed, rolls), workers| roll(seed, rolls, workers),
        },
    ])
}
