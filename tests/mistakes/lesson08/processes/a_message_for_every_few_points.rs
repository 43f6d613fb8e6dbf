//! Mistake: makes jobs of a thousand points: the worker walks to its block anew for each of them, and a message costs as much as thousands of points.
//! Caught by: speed processes::t10_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::process::Command;

use kit::process::ProcessPool;

use crate::{BLOCK, Estimate, EstimateError, blocks, count_hits};

/// Points of one job.
const SMALL: u64 = 1_000;

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
    let jobs: Vec<Vec<u8>> = (0..points.div_ceil(SMALL))
        .map(|job| message(&[seed, job * SMALL, SMALL.min(points - job * SMALL)]))
        .collect();
    let mut pool = ProcessPool::new(worker, workers)
        .map_err(|error| EstimateError::Worker(error.to_string()))?;
    let mut hits = 0;
    for answer in pool.map(&jobs) {
        let answer = answer.map_err(|error| EstimateError::Worker(error.to_string()))?;
        hits += numbers(&answer)[0];
    }
    Ok(Estimate { hits, points })
}

/// What a worker does: takes the bytes of one job, draws its points, and returns the bytes of the answer.
pub fn answer(job: &[u8]) -> Vec<u8> {
    let job = numbers(job);
    let (seed, first, count) = (job[0], job[1], job[2]);
    let mut hits = 0;
    let mut at = first;
    while at < first + count {
        let (block, inside) = (at / BLOCK, at % BLOCK);
        let here = (BLOCK - inside).min(first + count - at);
        let mut rng = blocks(seed, u64::MAX).nth(block as usize).unwrap().rng;
        count_hits(&mut rng, inside);
        hits += count_hits(&mut rng, here);
        at += here;
    }
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
