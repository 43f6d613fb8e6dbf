//! Mistake: all workers draw from one generator behind a lock: who gets which number is decided by the order in which they come. [75]
//! Caught by: contract samples::t5_every_number_of_workers_gives_the_same_samples
//! Says: its place or the worker
//! Varies: with the order in which the threads come.

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let rng = Mutex::new(streams(seed, 1).remove(0));
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|s| {
        for part in samples.chunks_mut(share) {
            s.spawn(|| {
                for sample in part {
                    *sample = rng.lock().unwrap().random();
                }
            });
        }
    });
    samples
}
