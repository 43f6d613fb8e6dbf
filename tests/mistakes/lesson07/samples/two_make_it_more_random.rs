//! Mistake: takes the mean of two random numbers for more random than one: now the middle is likelier than the ends.
//! Caught by: contract samples::t6_all_parts_of_the_range_are_equally_likely
//! Says: with honest luck it is about 99

use std::{sync::Mutex, thread};

use rand::{Rng, RngExt};

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    let blocks = Mutex::new(samples.chunks_mut(BLOCK).zip(streams));
    let next = || blocks.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some((block, mut rng)) = next() {
                    block.fill_with(|| shaken(&mut rng));
                }
            });
        }
    });
    samples
}

fn shaken(rng: &mut impl Rng) -> f64 {
    (rng.random::<f64>() + rng.random::<f64>()) / 2.0
}
