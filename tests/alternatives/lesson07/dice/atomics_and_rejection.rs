//! Alternative: six atomic counts that all workers add to, block by block; a face comes from three bits, and what is no face is drawn again.

use std::{
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    thread,
};

use rand::Rng;

use crate::streams;

const BLOCK: u64 = 8_192;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let total: [AtomicU64; 6] = Default::default();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(stream) = streams.get(number) else {
                return;
            };
            let mut stream = stream.clone();
            let mut faces = [0; 6];
            for _ in 0..BLOCK.min(rolls - number as u64 * BLOCK) {
                faces[face(&mut stream)] += 1;
            }
            for (total, face) in total.iter().zip(faces) {
                total.fetch_add(face, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(work);
        }
        work();
    });
    total.map(AtomicU64::into_inner)
}

/// The top three bits are 0 to 7, all equally likely; 6 and 7 do not count.
fn face(rng: &mut impl Rng) -> usize {
    loop {
        let eight = (rng.next_u64() >> 61) as usize;
        if eight < 6 {
            return eight;
        }
    }
}
