//! Mistake: makes 64 streams, "enough for everybody", and begins with the first one again after that.
//! Caught by: contract samples::t4_no_sample_is_a_copy_of_another_one
//! Says: from sample 640000 on they are the same as from sample 0 on

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, 64);
    let blocks = Mutex::new(
        samples
            .chunks_mut(BLOCK)
            .zip(streams.iter().cloned().cycle()),
    );
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
