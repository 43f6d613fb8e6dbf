//! Alternative: one generator behind a lock hands out whole streams, never numbers; any worker may make any block, since counts can be added in any order.

use std::{sync::Mutex, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 50_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let blocks = Mutex::new((streams(seed, 1).remove(0), rolls));
    let next = || {
        let mut blocks = blocks.lock().unwrap();
        let length = BLOCK.min(blocks.1);
        blocks.1 -= length;
        let stream = blocks.0.clone();
        blocks.0.jump();
        (length > 0).then_some((stream, length))
    };
    let total = Mutex::new([0; 6]);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut faces = [0; 6];
                while let Some((mut stream, length)) = next() {
                    for _ in 0..length {
                        faces[stream.random_range(0..6_usize)] += 1;
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
