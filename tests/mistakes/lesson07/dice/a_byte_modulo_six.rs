//! Mistake: takes the rest of a byte divided by six: 256 is no multiple of 6, so four of the faces have one byte more each.
//! Caught by: contract dice::t6_each_face_comes_up_as_often_as_the_others
//! Says: does each face get

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
                faces[usize::from(rng.random::<u8>() % 6)] += 1;
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
