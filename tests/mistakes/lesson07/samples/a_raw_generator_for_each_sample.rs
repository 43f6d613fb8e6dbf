//! Mistake: makes a generator for each sample, with seed + place as its state: neighbours in place and in seed are neighbours in value. [74]
//! Caught by: contract samples::t3_the_same_seed_gives_the_same_samples_and_another_seed_others
//! Says: repeat numbers of the first one

use std::thread;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|s| {
        for (worker, part) in samples.chunks_mut(share).enumerate() {
            s.spawn(move || {
                for (i, sample) in part.iter_mut().enumerate() {
                    let place = (worker * share + i) as u64;
                    let mut state = [0; 32];
                    state[..8].copy_from_slice(&seed.wrapping_add(place).to_le_bytes());
                    *sample = Xoshiro256PlusPlus::from_seed(state).random();
                }
            });
        }
    });
    samples
}
