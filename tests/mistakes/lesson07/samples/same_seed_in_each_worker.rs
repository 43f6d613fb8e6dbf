//! Mistake: each worker makes its generator from the same seed, so all of them draw the same numbers. [71]
//! Caught by: contract samples::t4_no_sample_is_a_copy_of_another_one
//! Says: from sample 50000 on they are the same as from sample 0

use std::thread;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|s| {
        for part in samples.chunks_mut(share) {
            s.spawn(move || {
                let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
                part.fill_with(|| rng.random());
            });
        }
    });
    samples
}
