//! Mistake: takes the eyes of a die for the place in the list: there is no place for the six.
//! Caught by: contract dice::t1_as_many_rolls_as_asked_for
//! Says: index is 6

use std::thread;

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let share = |worker: usize| {
        let mut faces = [0; 6];
        for block in (worker..streams.len()).step_by(workers) {
            let mut rng = streams[block].clone();
            for _ in 0..BLOCK.min(rolls - block as u64 * BLOCK) {
                faces[rng.random_range(1..=6)] += 1;
            }
        }
        faces
    };
    let share = &share;
    let mut sum = [0; 6];
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers).map(|w| s.spawn(move || share(w))).collect();
        for handle in handles {
            for (sum, part) in sum.iter_mut().zip(handle.join().unwrap()) {
                *sum += part;
            }
        }
    });
    sum
}
