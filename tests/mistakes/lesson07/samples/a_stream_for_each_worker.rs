//! Mistake: a stream for each worker: what a place gets depends on how many workers there are. [75]
//! Caught by: contract samples::t5_every_number_of_workers_gives_the_same_samples
//! Says: sample 5 of 10 is

use std::thread;

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|s| {
        for (part, mut rng) in samples.chunks_mut(share).zip(streams(seed, workers)) {
            s.spawn(move || part.fill_with(|| rng.random()));
        }
    });
    samples
}
