//! Mistake: makes four blocks for each worker, so that the blocks, too, depend on how many workers there are.
//! Caught by: contract samples::t5_every_number_of_workers_gives_the_same_samples
//! Says: its place or the worker

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(4 * workers).max(1);
    let blocks = samples.chunks_mut(share).zip(streams(seed, 4 * workers));
    let blocks = Mutex::new(blocks);
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
