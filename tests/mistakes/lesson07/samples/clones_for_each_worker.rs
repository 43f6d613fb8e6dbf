//! Mistake: makes one generator and gives each worker a clone, which stands where the original stood.
//! Caught by: contract samples::t4_no_sample_is_a_copy_of_another_one
//! Says: where does the generator of each part begin

use std::thread;

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let rng = streams(seed, 1).remove(0);
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|s| {
        for part in samples.chunks_mut(share) {
            let mut rng = rng.clone();
            s.spawn(move || part.fill_with(|| rng.random()));
        }
    });
    samples
}
