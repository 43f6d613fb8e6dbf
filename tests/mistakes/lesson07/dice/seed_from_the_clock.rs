//! Mistake: asks the clock for a seed, as a generator without a seed does in Python. [73]
//! Caught by: contract dice::t3_the_same_seed_gives_the_same_counts_and_another_seed_others
//! Says: what besides the seed
//! Varies: with the time.

use std::{
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use rand::RngExt;

use crate::streams;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(_seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let hands = workers as u64;
    let mut sum = [0; 6];
    thread::scope(|s| {
        let handles: Vec<_> = streams(now.as_nanos() as u64, workers)
            .into_iter()
            .zip(0..)
            .map(|(mut rng, worker)| {
                let share = rolls / hands + u64::from(worker < rolls % hands);
                s.spawn(move || {
                    let mut faces = [0; 6];
                    for _ in 0..share {
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
