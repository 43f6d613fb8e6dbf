//! Lesson 07, speed: what is compared with what. Nothing is asserted here: the runner measures and decides.
//!
//! Drawing a number takes so little that a call which is inlined in one crate and not in the other makes it two or three
//! times as slow. No serial code of ours would be a fair measure, so the subject is compared with itself: on one worker.

use std::process::ExitCode;

use ::kit::speed::{Scaling, main as measure};
use ::lesson07::{roll, samples};

fn main() -> ExitCode {
    measure(&[
        // Some nanoseconds for each sample, and as many for its place in fresh memory.
        &Scaling {
            test: "samples::t11_two_workers_are_much_faster_than_one",
            workers: 2,
            at_least: 1.5,
            smallest: 1_000_000,
            largest: 32_000_000,
            input: |count, round| (round, count as usize),
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
            subject: |&(seed, rolls), workers| roll(seed, rolls, workers),
        },
    ])
}
