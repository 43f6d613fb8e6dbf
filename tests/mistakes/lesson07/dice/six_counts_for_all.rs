//! Mistake: every roll adds to six atomic counts that all workers share: no update is lost, and none is cheap. [16]
//! Caught by: speed dice::t11_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Cause: more-work
//! Varies: times and shares are this machine's

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let faces: [AtomicU64; 6] = Default::default();
    let (streams, total) = (&streams, &faces);
    thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                for number in (worker..streams.len()).step_by(workers) {
                    let mut rng = streams[number].clone();
                    for _ in 0..BLOCK.min(rolls - number as u64 * BLOCK) {
                        total[rng.random_range(0..6_usize)].fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    faces.map(AtomicU64::into_inner)
}
