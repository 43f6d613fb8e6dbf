//! Mistake: cuts eight blocks and deals out whole ones, two for each of six workers: four are at work, and two get none.
//! Caught by: contract samples::t8_all_workers_work_at_the_same_time
//! Says: two million samples on 6 workers, again and again
//! Varies: how many of the four are seen at the same time

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCKS: usize = 8;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let length = count.div_ceil(BLOCKS).max(1);
    let streams = streams(seed, BLOCKS);
    let mut blocks: Vec<_> = samples.chunks_mut(length).zip(streams).collect();
    let share = blocks.len().div_ceil(workers).max(1);
    thread::scope(|s| {
        for mine in blocks.chunks_mut(share) {
            s.spawn(move || {
                for (block, rng) in mine {
                    block.fill_with(|| rng.random());
                }
            });
        }
    });
    samples
}
