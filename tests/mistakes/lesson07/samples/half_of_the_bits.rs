//! Mistake: draws 32 bits and divides by what 64 bits hold.
//! Caught by: contract samples::t6_all_parts_of_the_range_are_equally_likely
//! Says: the emptiest has 0 and the fullest 200000

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
                    block.fill_with(|| f64::from(rng.next_u32()) / u64::MAX as f64);
                }
            });
        }
    });
    samples
}
