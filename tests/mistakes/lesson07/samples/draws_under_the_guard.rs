//! Mistake: the guard that fetches a block lives to the end of the `while let`, so only one worker draws at a time. [46]
//! Caught by: speed samples::t11_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    let blocks = Mutex::new(samples.chunks_mut(BLOCK).zip(streams));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((block, mut rng)) = blocks.lock().unwrap().next() {
                    for sample in block {
                        *sample = rng.random();
                    }
                }
            });
        }
    });
    drop(blocks);
    samples
}
