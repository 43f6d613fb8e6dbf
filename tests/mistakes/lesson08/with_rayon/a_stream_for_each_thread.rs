//! Mistake: each thread of the pool goes on with a stream of its own: which one draws a block is luck. [75]
//! Caught by: contract with_rayon::t2_every_number_of_workers_counts_the_same_hits
//! Says: its block or the worker
//! Varies: with the order in which the threads come.

use std::sync::Mutex;

use rayon::{
    ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};

use crate::{BLOCK, Estimate, EstimateError, blocks, count_hits};

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

    let streams: Vec<_> = blocks(seed, workers as u64 * BLOCK)
        .map(|block| Mutex::new(block.rng))
        .collect();
    let hits = pool.install(|| {
        let blocks = blocks(seed, points).par_bridge();
        blocks
            .map(|block| {
                let thread = rayon::current_thread_index().unwrap_or_default();
                if workers == 1 {
                    return count_hits(&mut block.rng.clone(), block.points);
                }
                count_hits(&mut *streams[thread].lock().unwrap(), block.points)
            })
            .sum()
    });
    Ok(Estimate { hits, points })
}
