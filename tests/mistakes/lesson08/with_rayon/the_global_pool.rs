//! Mistake: works on rayon's global pool: it has its own number of threads, whatever `workers` says, and they live on.
//! Caught by: contract with_rayon::t6_all_workers_work_at_the_same_time
//! Says: rayon's own global pool

use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let blocks = blocks(seed, points).par_bridge();
    let hits = blocks
        .map(|mut block| count_hits(&mut block.rng, block.points))
        .sum();
    Ok(Estimate { hits, points })
}
