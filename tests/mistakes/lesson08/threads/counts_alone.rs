//! Mistake: counts all hits on the caller's own thread, and starts threads that have nothing to do.
//! Caught by: contract threads::t6_all_workers_work_at_the_same_time
//! Says: only 1 came

use std::thread;

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let hits = blocks(seed, points)
        .map(|mut block| count_hits(&mut block.rng, block.points))
        .sum();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| hits);
        }
    });
    Ok(Estimate { hits, points })
}
