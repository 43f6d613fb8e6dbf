//! Mistake: waits for each worker before it starts the next one. [1]
//! Caught by: contract dice::t8_all_workers_work_at_the_same_time
//! Says: before you wait for the first one
//! Varies: a thread that has been joined can live on for a moment.

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let mut faces = [0; 6];
    for worker in 0..workers {
        thread::scope(|s| {
            s.spawn(|| {
                for block in (worker..streams.len()).step_by(workers) {
                    let mut rng = streams[block].clone();
                    for _ in 0..BLOCK.min(rolls - block as u64 * BLOCK) {
                        faces[rng.random_range(0..6_usize)] += 1;
                    }
                }
            });
        });
    }
    faces
}
