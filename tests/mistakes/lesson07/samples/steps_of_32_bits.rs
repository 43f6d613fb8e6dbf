//! Mistake: draws 32 bits for a number that has room for 53: there are four billion steps, and nothing in between.
//! Caught by: contract samples::t6_all_parts_of_the_range_are_equally_likely
//! Says: each of them is a multiple of 1/4294967295

use std::{sync::Mutex, thread};

use rand::Rng;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    let blocks = Mutex::new(samples.chunks_mut(BLOCK).zip(streams));
    let next = || blocks.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some((block, mut rng)) = next() {
                    block.fill_with(|| f64::from(rng.next_u32()) / f64::from(u32::MAX));
                }
            });
        }
    });
    samples
}
