//! Mistake: counts before the bridge: it makes each item under a lock, and here the item is all the work.
//! Caught by: contract with_rayon::t6_all_workers_work_at_the_same_time
//! Says: only 1 came

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
        .num_threads(workers)
        .build()
        .unwrap();

    let hits = pool.install(|| {
        let blocks = blocks(seed, points);
        blocks
            .map(|mut block| count_hits(&mut block.rng, block.points))
            .par_bridge()
            .sum()
    });
    Ok(Estimate { hits, points })
}
