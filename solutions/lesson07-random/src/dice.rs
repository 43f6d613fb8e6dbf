//! Exercise `dice`: a histogram from many hands, and each of them counts for itself.

//# stub: use crate::streams;
//# solution:
use std::{array, panic, thread};

use rand::RngExt;

use crate::streams;

/// Rolls that one stream serves: a jump costs as much as 256 numbers, so a block has to hold many more.
const BLOCK: u64 = 1 << 15;
//# end

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
///
/// The six counts add up to `rolls`. All faces are equally likely in each roll, whatever came up in the others, and
/// each roll is a draw of its own.
///
/// * Repeatable: the same `seed` and `rolls` give the same six counts for any number of `workers` and however the
///   threads take turns. Another seed gives others.
/// * Threads: never more than `workers`; two million rolls are enough to keep six of them at work at the same time.
///   The caller's own thread may be one of them.
/// * Speed: for half a million rolls and more, two workers on two free cores need at most two thirds of the time that one
///   worker needs.
/// * Blocking: returns when all threads have ended.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, also when there is nothing to roll.
///
/// # Example
///
/// ```
/// # use lesson07::roll;
/// let faces = roll(2026, 1_000, 2);
/// assert_eq!(faces.iter().sum::<u64>(), 1_000);
/// ```
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    //# stub: let _ = streams; // yours: generators that do not overlap
    //# stub: todo!("roll a die {rolls} times from seed {seed}, with {workers} for `workers`")
    //# solution:
    assert!(workers > 0, "roll needs at least one worker");
    let streams = streams(seed, rolls.div_ceil(BLOCK) as usize);
    let share = |worker: usize| {
        let mut faces = [0; 6];
        for (number, stream) in streams.iter().enumerate().skip(worker).step_by(workers) {
            let mut stream = stream.clone();
            // All blocks are full but the last one.
            for _ in 0..BLOCK.min(rolls - number as u64 * BLOCK) {
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
    //# end
}
