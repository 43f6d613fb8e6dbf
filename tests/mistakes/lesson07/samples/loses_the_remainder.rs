//! Mistake: divides rounding down: what is left over belongs to no worker. [76]
//! Caught by: contract samples::t2_no_sample_is_lost_when_the_shares_are_uneven
//! Says: `samples(2026, 1, 2)` gives 0 samples

use std::thread;

use rand::RngExt;

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let share = count / workers;
    thread::scope(|s| {
        let handles: Vec<_> = streams(seed, workers)
            .into_iter()
            .map(|mut rng| s.spawn(move || (0..share).map(|_| rng.random()).collect::<Vec<f64>>()))
            .collect();
        handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect()
    })
}
