//! Mistake: makes the seed a `u32`, and forgets the upper half of it.
//! Caught by: contract dice::t3_the_same_seed_gives_the_same_counts_and_another_seed_others
//! Says: which differ in bit 32 alone

use std::{array, panic, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 1 << 15;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(u64::from(seed as u32), rolls.div_ceil(BLOCK) as usize);
    let share = |worker: usize| {
        let mut faces = [0; 6];
        for (number, stream) in streams.iter().enumerate().skip(worker).step_by(workers) {
            let mut stream = stream.clone();
            // All blocks are full but the last one.
            for _ in 0..BLOCK.min(rolls - number as u64 * BLOCK) {
                faces[stream.random_range(0..6_usize)] += 1;
            }
        }
        faces
    };
    let share = &share;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        let histograms = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))
        });
        histograms.fold([0; 6], |sum, part| {
            array::from_fn(|face| sum[face] + part[face])
        })
    })
}
