//! Mistake: blocks of sixteen samples: before any worker starts, the caller has made a stream for each, and a jump costs as much as 256 numbers.
//! Caught by: speed samples::t11_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Cause: serial-part
//! Varies: times and shares are this machine's

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 16;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let mut streams = streams(seed, count.div_ceil(BLOCK));
    let blocks = streams.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let shares = samples.chunks_mut(blocks * BLOCK);
        for (places, streams) in shares.zip(streams.chunks_mut(blocks)) {
            scope.spawn(|| {
                for (block, rng) in places.chunks_mut(BLOCK).zip(streams) {
                    block.fill_with(|| rng.random());
                }
            });
        }
    });
    samples
}
