//! Mistake: locks one total for every point. [16]
//! Caught by: speed with_rayon::t8_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::sync::Mutex;

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

    let total = Mutex::new(0);
    pool.install(|| {
        let blocks = blocks(seed, points).par_bridge();
        blocks.for_each(|mut block| {
            for _ in 0..block.points {
                *total.lock().unwrap() += count_hits(&mut block.rng, 1);
            }
        });
    });
    let hits = total.into_inner().unwrap();
    Ok(Estimate { hits, points })
}
