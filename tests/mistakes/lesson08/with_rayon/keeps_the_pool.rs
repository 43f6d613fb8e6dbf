//! Mistake: keeps the pool for ever, to save the start of the next one, which is never asked for.
//! Caught by: contract with_rayon::t5_no_thread_is_left_behind
//! Says: who ends them
//! Varies: with the moment at which the threads are counted.

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
    let pool = Box::leak(Box::new(
        ThreadPoolBuilder::new()
            .num_threads(workers)
            .build()
            .unwrap(),
    ));

    let hits = pool.install(|| {
        let blocks = blocks(seed, points).par_bridge();
        blocks
            .map(|mut block| count_hits(&mut block.rng, block.points))
            .sum()
    });
    Ok(Estimate { hits, points })
}
