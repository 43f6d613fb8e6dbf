//! Mistake: makes the pool four times as large as asked for, so that nobody is ever idle.
//! Caught by: contract with_rayon::t7_never_more_threads_than_workers
//! Says: a thread of a pool of 12

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
    let pool = ThreadPoolBuilder::new()
        .num_threads(4 * workers)
        .build()
        .unwrap();

    let hits = pool.install(|| {
        let blocks = blocks(seed, points).par_bridge();
        blocks
            .map(|mut block| count_hits(&mut block.rng, block.points))
            .sum()
    });
    Ok(Estimate { hits, points })
}
