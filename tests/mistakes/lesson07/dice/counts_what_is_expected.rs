//! Mistake: gives each face its sixth of a block, and rolls only what is left over.
//! Caught by: contract dice::t6_each_face_comes_up_as_often_as_the_others
//! Says: are closer to one another than luck is

use std::{array, panic, thread};

use rand::RngExt;

use crate::streams;

const BLOCK: u64 = 1 << 15;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let share = |worker: usize| {
        let mut faces = [0; 6];
        for (number, stream) in streams.iter().enumerate().skip(worker).step_by(workers) {
            let mut stream = stream.clone();
            // All blocks are full but the last one.
            let rolls = BLOCK.min(rolls - number as u64 * BLOCK);
            faces = faces.map(|count| count + rolls / 6);
            for _ in 0..rolls % 6 {
                faces[stream.random_range(0..6_usize)] += 1;
            }
        }
        faces
    };
    let share = &share;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        let histograms = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))
        });
        histograms.fold([0; 6], |sum, part| {
            array::from_fn(|face| sum[face] + part[face])
        })
    })
}
