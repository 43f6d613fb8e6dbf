//! Mistake: makes a generator from the seed in every block, and so the same one each time. [71]
//! Caught by: contract dice::t5_no_roll_is_a_copy_of_another_one
//! Says: it is about 45

use std::thread;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let share = |worker: usize| {
        let mut faces = [0; 6];
        for block in (worker..streams.len()).step_by(workers) {
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
            for _ in 0..BLOCK.min(rolls - block as u64 * BLOCK) {
                faces[rng.random_range(0..6_usize)] += 1;
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
