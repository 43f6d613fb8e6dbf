//! Mistake: hands a 0 on to rayon, where it means: as many threads as there are cores.
//! Caught by: contract with_rayon::t4_no_points_are_an_error_and_no_workers_too
//! Says: when do you look at what was asked for

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
    let pool = ThreadPoolBuilder::new()
        .num_threads(workers)
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
