//! Alternative: whoever is free takes the next block, and its stream with it, from an iterator behind a lock; the caller lends a hand.

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 20_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut samples = vec![0.0; count];
    let streams = streams(seed, count.div_ceil(BLOCK));
    let blocks = Mutex::new(samples.chunks_mut(BLOCK).zip(streams));
    let next = || blocks.lock().unwrap().next();
    let work = || {
        while let Some((block, mut stream)) = next() {
            block.fill_with(|| stream.random());
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(work);
        }
        work();
    });
    samples
}
