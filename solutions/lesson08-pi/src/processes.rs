//! Exercise `processes`: the same estimate, by programs that share nothing but messages.

//# stub: use std::process::Command;
//# stub:
//# stub: use kit::process::ProcessPool;
//# stub:
//# stub: use crate::{Estimate, EstimateError};
//# solution:
use std::process::Command;

use kit::process::ProcessPool;

use crate::{BLOCK, Estimate, EstimateError, blocks, count_hits};

/// Jobs for each worker: more than one, so that whoever is faster gets more.
const JOBS: u64 = 4;

/// Bytes of one number in a message.
const NUMBER: usize = size_of::<u64>();
//# end

/// Estimates π from `points` random points, in `workers` processes.
///
/// Each of them is started with `worker`, which is a program that does nothing but answer jobs with [`answer`]:
/// `kit::process::serve(answer)`. What stands in a job and in its answer is up to you.
/// The hits are the same as those of [`threads::estimate`](crate::threads::estimate): the points are those of
/// [`blocks(seed, points)`](crate::blocks), drawn by [`count_hits`](crate::count_hits).
///
/// * Repeatable: the same `seed` and `points` give the same hits for any number of `workers`.
/// * Processes: `workers` of them; where each can have as many blocks as the others, all of them draw at the same time.
///   The caller's own process draws no points.
/// * Speed: for sixteen million points and more, two workers on two free cores are at least 1.3 times as fast as one
///   worker; their start is counted.
/// * Blocking: returns when all is counted and all workers have ended.
///
/// # Errors
///
/// [`EstimateError::NoPoints`] if `points` is 0; [`EstimateError::NoWorkers`] if `workers` is 0; [`EstimateError::Worker`]
/// if a worker cannot be started, or dies: then some hits are missing, and an estimate would be wrong.
pub fn estimate(
    worker: Command,
    seed: u64,
    points: u64,
    workers: usize,
) -> Result<Estimate, EstimateError> {
    //# stub: let _ = (ProcessPool::new, worker); // whom you hire, and how they are started
    //# stub: todo!("estimate π from {points} points of seed {seed}, with {workers} for `workers`")
    //# solution:
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    // A job is a run of blocks, told by numbers: a generator need not travel, it is made again where it is needed.
    let blocks = points.div_ceil(BLOCK);
    let share = blocks.div_ceil(JOBS * workers as u64);
    let firsts = (0..blocks.div_ceil(share)).map(|job| job * share);
    let jobs: Vec<Vec<u8>> = firsts
        .map(|first| [seed, points, first, share].map(u64::to_le_bytes).concat())
        .collect();
    let mut pool = ProcessPool::new(worker, workers)
        .map_err(|error| EstimateError::Worker(error.to_string()))?;
    let mut hits = 0;
    for answer in pool.map(&jobs) {
        let answer = answer.map_err(|error| EstimateError::Worker(error.to_string()))?;
        let answer = answer.try_into().map_err(|answer: Vec<u8>| {
            EstimateError::Worker(format!("it answered {} bytes", answer.len()))
        })?;
        hits += u64::from_le_bytes(answer);
    }
    Ok(Estimate { hits, points })
    //# end
}

/// What a worker does: takes the bytes of one job, draws its points, and returns the bytes of the answer.
///
/// # Panics
///
/// May panic if the bytes are no job of [`estimate`]'s: the worker dies, and that is reported.
pub fn answer(job: &[u8]) -> Vec<u8> {
    //# stub: todo!("do a job of {} bytes, and answer", job.len())
    //# solution:
    let numbers = job.chunks_exact(NUMBER).map(|bytes| {
        let mut number = [0; NUMBER];
        number.copy_from_slice(bytes);
        u64::from_le_bytes(number)
    });
    let numbers: Vec<u64> = numbers.collect();
    let [seed, points, first, share] = numbers[..] else {
        panic!("a job has four numbers, not {}", numbers.len());
    };
    let mine = blocks(seed, points)
        .skip(first as usize)
        .take(share as usize);
    let hits = mine.map(|mut block| count_hits(&mut block.rng, block.points));
    hits.sum::<u64>().to_le_bytes().to_vec()
    //# end
}
