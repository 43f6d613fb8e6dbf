//! Mistake: copies the common counts, adds a block to its copy, and writes it back later: what others added meanwhile is lost. [12]
//! Caught by: contract dice::t2_no_roll_is_lost_when_the_shares_are_uneven
//! Says: which makes
//! Varies: with the order in which the threads come.

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 100;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let faces = Mutex::new([0; 6]);
    let (streams, faces) = (&streams, &faces);
    thread::scope(|s| {
        for worker in 0..workers {
            s.spawn(move || {
                for block in (worker..streams.len()).step_by(workers) {
                    let mut rng = streams[block].clone();
                    let mut sum = *faces.lock().unwrap();
                    for _ in 0..BLOCK.min(rolls - block as u64 * BLOCK) {
                        sum[rng.random_range(0..6_usize)] += 1;
                    }
                    *faces.lock().unwrap() = sum;
                }
            });
        }
    });
    *faces.lock().unwrap()
}
