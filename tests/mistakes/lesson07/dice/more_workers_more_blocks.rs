//! Mistake: makes four blocks for each worker, so that the blocks, too, depend on how many workers there are.
//! Caught by: contract dice::t4_every_number_of_workers_gives_the_same_counts
//! Says: its place among all rolls or the worker

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let blocks = 4 * workers as u64;
    let waiting = Mutex::new(streams(seed, 4 * workers).into_iter().zip(0..));
    let next = || waiting.lock().unwrap().next();
    let faces = Mutex::new([0; 6]);
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some((mut rng, number)) = next() {
                    let mut block = [0; 6];
                    for _ in 0..rolls / blocks + u64::from(number < rolls % blocks) {
                        block[rng.random_range(0..6_usize)] += 1;
                    }
                    let mut faces = faces.lock().unwrap();
                    for face in 0..6 {
                        faces[face] += block[face];
                    }
                }
            });
        }
    });
    faces.into_inner().unwrap()
}
