//! Mistake: draws from -1 to 1, as the tutorial's program for π does.
//! Caught by: contract samples::t1_there_are_as_many_samples_as_asked_for_from_0_up_to_1
//! Says: at least 0 and less than 1

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
            s.spawn(move || {
                for sample in part {
                    *sample = rng.random_range(-1.0..1.0);
                }
            });
        }
    });
    samples
}
