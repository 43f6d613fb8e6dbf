//! Mistake: makes a pool and works outside of it, on rayon's global one.
//! Caught by: contract with_rayon::t6_all_workers_work_at_the_same_time
//! Says: rayon's own global pool

use rayon::{
    ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let _pool = ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .unwrap();

    let blocks = blocks(seed, points).par_bridge();
    let hits = blocks
        .map(|mut block| count_hits(&mut block.rng, block.points))
        .sum();
    Ok(Estimate { hits, points })
}
