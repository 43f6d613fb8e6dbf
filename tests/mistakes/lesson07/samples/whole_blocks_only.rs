//! Mistake: draws whole blocks, and forgets the samples that do not fill one. [76]
//! Caught by: contract samples::t1_there_are_as_many_samples_as_asked_for_from_0_up_to_1
//! Says: `samples(2026, 1000, 1)` gives 0 samples

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let streams = streams(seed, count / BLOCK);
    let share = |worker: usize| {
        let mut parts = Vec::new();
        for (number, stream) in streams.iter().enumerate().skip(worker).step_by(workers) {
            let mut rng = stream.clone();
            let part: Vec<f64> = (0..BLOCK).map(|_| rng.random()).collect();
            parts.push((number, part));
        }
        parts
    };
    let share = &share;
    let mut parts: Vec<_> = thread::scope(|s| {
        let handles: Vec<_> = (0..workers).map(|w| s.spawn(move || share(w))).collect();
        handles
            .into_iter()
            .flat_map(|h| h.join().unwrap())
            .collect()
    });
    parts.sort_by_key(|(number, _)| *number);
    parts.into_iter().flat_map(|(_, part)| part).collect()
}
