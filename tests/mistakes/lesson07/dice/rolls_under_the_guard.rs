//! Mistake: the guard that fetches a block lives to the end of the `while let`, so only one worker rolls at a time. [46]
//! Caught by: speed dice::t11_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let blocks = Mutex::new(streams.into_iter().enumerate());
    let total = Mutex::new([0; 6]);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut faces = [0; 6];
                while let Some((number, mut rng)) = blocks.lock().unwrap().next() {
                    for _ in 0..BLOCK.min(rolls - number as u64 * BLOCK) {
                        faces[rng.random_range(0..6_usize)] += 1;
                    }
                }
                let mut total = total.lock().unwrap();
                for (total, face) in total.iter_mut().zip(faces) {
                    *total += face;
                }
            });
        }
    });
    total.into_inner().unwrap()
}
