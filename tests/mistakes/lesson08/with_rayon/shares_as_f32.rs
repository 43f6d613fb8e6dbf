//! Mistake: adds up `f32` shares of the blocks in whatever order they come, and cuts off what stands behind the point. [78]
//! Caught by: contract with_rayon::t1_every_point_counts_once
//! Says: and what happens to the hits of a block

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

    let share: f32 = pool.install(|| {
        let blocks = blocks(seed, points).par_bridge();
        blocks
            .map(|mut block| count_hits(&mut block.rng, block.points) as f32 / points as f32)
            .sum()
    });
    let hits = (share * points as f32) as u64;
    Ok(Estimate { hits, points })
}
