//! Mistake: makes the seed a `u32`, and forgets the upper half of it.
//! Caught by: contract samples::t3_the_same_seed_gives_the_same_samples_and_another_seed_others
//! Says: a second experiment would repeat numbers of the first one

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(u64::from(seed as u32), count.div_ceil(BLOCK));
    let blocks = Mutex::new(samples.chunks_mut(BLOCK).zip(streams));
    let next = || blocks.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some((block, mut rng)) = next() {
                    block.fill_with(|| rng.random());
                }
            });
        }
    });
    samples
}
