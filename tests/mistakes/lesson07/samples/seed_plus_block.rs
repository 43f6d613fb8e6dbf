//! Mistake: seeds each block with seed + number of the block: well mixed, but the next seed has nearly all the blocks again. [72]
//! Caught by: contract samples::t3_the_same_seed_gives_the_same_samples_and_another_seed_others
//! Says: has from sample 10000 on, so a second

use std::{sync::Mutex, thread};

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let blocks = Mutex::new(samples.chunks_mut(10_000).enumerate());
    let next = || blocks.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some((number, block)) = next() {
                    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed + number as u64);
                    block.fill_with(|| rng.random());
                }
            });
        }
    });
    samples
}
