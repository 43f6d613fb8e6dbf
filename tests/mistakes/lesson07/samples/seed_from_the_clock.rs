//! Mistake: leaves the seed alone and asks the clock, as a generator without a seed does in Python. [73]
//! Caught by: contract samples::t3_the_same_seed_gives_the_same_samples_and_another_seed_others
//! Says: the answers differ from sample 0 on

use std::{
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(_seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|s| {
        let streams = streams(now.as_nanos() as u64, workers);
        for (part, mut rng) in samples.chunks_mut(share).zip(streams) {
            s.spawn(move || part.fill_with(|| rng.random()));
        }
    });
    samples
}
