//! Mistake: one loop on the caller's thread: the same samples for any number of workers, because there are none.
//! Caught by: contract samples::t8_all_workers_work_at_the_same_time
//! Says: at most 0 lived

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mut rng = streams(seed, 1).remove(0);
    (0..count).map(|_| rng.random()).collect()
}
