//! Mistake: divides by the number of workers before it looks at it.
//! Caught by: contract samples::t10_without_a_worker_it_panics_in_words
//! Says: divide by zero

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    let mut blocks: Vec<_> = samples.chunks_mut(BLOCK).zip(streams).collect();
    let share = blocks.len().div_ceil(workers).max(1);
    thread::scope(|s| {
        for hand in blocks.chunks_mut(share) {
            s.spawn(|| {
                for (block, rng) in hand {
                    block.fill_with(|| rng.random());
                }
            });
        }
    });
    samples
}
