//! Mistake: complains if nobody has answered, and leaves out one who died among others that live. [62]
//! Caught by: contract processes::t5_a_worker_that_dies_is_an_error
//! Says: one worker that dies, beside others that answer
//! Varies: whose share is lost.

use std::process::Command;

use kit::process::ProcessPool;

use crate::{BLOCK, Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, in `workers` processes.
pub fn estimate(
    worker: Command,
    seed: u64,
    points: u64,
    workers: usize,
) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let blocks = points.div_ceil(BLOCK);
    let share = blocks.div_ceil(4 * workers as u64);
    let jobs: Vec<Vec<u8>> = (0..blocks.div_ceil(share))
        .map(|job| message(&[seed, points, job * share, share]))
        .collect();
    let mut pool = ProcessPool::new(worker, workers)
        .map_err(|error| EstimateError::Worker(error.to_string()))?;

    let answers: Vec<_> = pool.map(&jobs).into_iter().flatten().collect();
    if answers.is_empty() {
        return Err(EstimateError::Worker("no worker has answered".into()));
    }
    let hits = answers.iter().map(|answer| numbers(answer)[0]).sum();
    Ok(Estimate { hits, points })
}

/// What a worker does: takes the bytes of one job, draws its points, and returns the bytes of the answer.
pub fn answer(job: &[u8]) -> Vec<u8> {
    let job = numbers(job);
    let (seed, points, first, share) = (job[0], job[1], job[2], job[3]);
    let mine = blocks(seed, points)
        .skip(first as usize)
        .take(share as usize);
    let hits: u64 = mine
        .map(|mut block| count_hits(&mut block.rng, block.points))
        .sum();
    message(&[hits])
}

fn message(numbers: &[u64]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn numbers(message: &[u8]) -> Vec<u64> {
    let numbers = message
        .chunks_exact(8)
        .map(|bytes| bytes.try_into().unwrap());
    numbers.map(u64::from_le_bytes).collect()
}
