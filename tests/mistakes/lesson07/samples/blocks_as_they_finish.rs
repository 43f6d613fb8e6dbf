//! Mistake: puts the blocks together in the order in which they are finished. [53]
//! Caught by: contract samples::t5_every_number_of_workers_gives_the_same_samples
//! Says: its place or the worker
//! Varies: with the order in which the blocks are finished.

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 1_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let blocks = count.div_ceil(BLOCK);
    let waiting = Mutex::new(streams(seed, blocks).into_iter().enumerate());
    let next = || waiting.lock().unwrap().next();
    let samples = Mutex::new(Vec::with_capacity(count));
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some((number, mut rng)) = next() {
                    let length = BLOCK.min(count - number * BLOCK);
                    let block: Vec<f64> = (0..length).map(|_| rng.random()).collect();
                    samples.lock().unwrap().extend(block);
                }
            });
        }
    });
    samples.into_inner().unwrap()
}
