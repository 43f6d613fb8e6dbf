//! Mistake: a thread for each block, without regard to `workers`. [54]
//! Caught by: contract threads::t7_never_more_threads_than_workers
//! Says: what do you start a thread for
//! Varies: with the moment at which the threads are counted.

use std::thread;

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = blocks(seed, points)
            .map(|mut block| scope.spawn(move || count_hits(&mut block.rng, block.points)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
