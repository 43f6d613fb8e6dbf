//! Mistake: a thread for each block, without regard to `workers`. [54]
//! Caught by: contract dice::t9_never_more_threads_than_workers
//! Says: what do you start a thread for
//! Varies: with the moment at which the threads are counted.

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let mut sum = [0; 6];
    thread::scope(|s| {
        let handles: Vec<_> = (0..)
            .zip(streams)
            .map(|(number, mut rng)| {
                s.spawn(move || {
                    let mut faces = [0; 6];
                    for _ in 0..BLOCK.min(rolls - number * BLOCK) {
                        faces[rng.random_range(0..6_usize)] += 1;
                    }
                    faces
                })
            })
            .collect();
        for handle in handles {
            for (sum, part) in sum.iter_mut().zip(handle.join().unwrap()) {
                *sum += part;
            }
        }
    });
    sum
}
