//! Mistake: blocks that do not depend on `workers`, but all of them on the same stream, since each block begins a clone of it anew.
//! Caught by: contract samples::t4_no_sample_is_a_copy_of_another_one
//! Says: from sample 10000 on

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let rng = streams(seed, 2).remove(1);
    let mut samples = vec![0.0; count];
    let blocks = Mutex::new(samples.chunks_mut(10_000));
    let next = || blocks.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some(block) = next() {
                    let mut rng = rng.clone();
                    block.fill_with(|| rng.random());
                }
            });
        }
    });
    samples
}
