//! Mistake: rolls whole blocks, and forgets the rolls that do not fill one. [76]
//! Caught by: contract dice::t1_as_many_rolls_as_asked_for
//! Says: these are 0 rolls in all

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 1_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let blocks = Mutex::new(streams(seed, (rolls / BLOCK) as usize));
    let next = || blocks.lock().unwrap().pop();
    let faces = Mutex::new([0; 6]);
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some(mut rng) = next() {
                    let mut block = [0; 6];
                    for _ in 0..BLOCK {
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
