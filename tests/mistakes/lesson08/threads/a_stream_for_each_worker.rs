//! Mistake: a stream for each worker, in place of one for each block: as random, and another answer for every number of workers. [75]
//! Caught by: contract threads::t1_every_point_counts_once
//! Says: which generator draws which points

use std::thread;

use crate::{BLOCK, Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let share = points.div_ceil(workers as u64);
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = blocks(seed, workers as u64 * BLOCK)
            .enumerate()
            .map(|(worker, mut block)| {
                let mine = share.min(points.saturating_sub(worker as u64 * share));
                scope.spawn(move || count_hits(&mut block.rng, mine))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
