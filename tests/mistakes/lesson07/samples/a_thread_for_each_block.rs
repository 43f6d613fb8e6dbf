//! Mistake: a thread for each block, without regard to `workers`. [54]
//! Caught by: contract samples::t9_never_more_threads_than_workers
//! Says: what do you start a thread for
//! Varies: with the moment at which the threads are counted.

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    thread::scope(|s| {
        for (block, mut rng) in samples.chunks_mut(BLOCK).zip(streams) {
            s.spawn(move || block.fill_with(|| rng.random()));
        }
    });
    samples
}
