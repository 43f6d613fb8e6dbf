//! Alternative: `broadcast` runs one closure on every thread of the pool; whoever is free takes the next block from behind a lock.

use std::sync::Mutex;

use rayon::ThreadPoolBuilder;

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let pool = ThreadPoolBuilder::new().num_threads(workers).build();
    let pool = pool.map_err(|error| EstimateError::Worker(error.to_string()))?;
    let blocks = Mutex::new(blocks(seed, points));
    let next = || blocks.lock().unwrap().next();
    let shares = pool.broadcast(|_| {
        let mut hits = 0;
        while let Some(mut block) = next() {
            hits += count_hits(&mut block.rng, block.points);
        }
        hits
    });
    let hits = shares.into_iter().sum();
    Ok(Estimate { hits, points })
}
