//! Alternative: one job for each block, in words: decimal numbers with spaces between them.

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
    let jobs: Vec<Vec<u8>> = (0..blocks)
        .map(|block| format!("{seed} {points} {block}").into_bytes())
        .collect();
    let dead = |problem: String| EstimateError::Worker(problem);
    let mut pool = ProcessPool::new(worker, workers).map_err(|error| dead(error.to_string()))?;
    let answers = pool.map(&jobs).into_iter().map(|answer| {
        let answer = answer.map_err(|error| dead(error.to_string()))?;
        let text = String::from_utf8_lossy(&answer);
        text.parse::<u64>().map_err(|error| dead(error.to_string()))
    });
    let hits = answers.sum::<Result<u64, EstimateError>>()?;
    Ok(Estimate { hits, points })
}

/// What a worker does: takes the bytes of one job, draws its points, and returns the bytes of the answer.
pub fn answer(job: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(job);
    let numbers: Vec<u64> = text
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    let mut block = blocks(numbers[0], numbers[1])
        .nth(numbers[2] as usize)
        .unwrap();
    count_hits(&mut block.rng, block.points)
        .to_string()
        .into_bytes()
}
