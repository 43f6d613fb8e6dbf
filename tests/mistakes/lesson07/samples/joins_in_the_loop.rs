//! Mistake: waits for each worker before it starts the next one. [1]
//! Caught by: contract samples::t8_all_workers_work_at_the_same_time
//! Says: before you wait for the first one
//! Varies: a thread that has been joined can live on for a moment.

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    let mut blocks: Vec<_> = samples.chunks_mut(BLOCK).zip(streams).collect();
    let share = blocks.len().div_ceil(workers).max(1);
    thread::scope(|s| {
        for hand in blocks.chunks_mut(share) {
            let handle = s.spawn(|| {
                for (block, rng) in hand {
                    block.fill_with(|| rng.random());
                }
            });
            handle.join().unwrap();
        }
    });
    samples
}
