//! Exercise `with_rayon`: the same estimate, with a library that has the threads.

//# stub: use crate::{Estimate, EstimateError};
//# solution:
use rayon::{
    ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};

use crate::{Estimate, EstimateError, blocks, count_hits};
//# end

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads of its own.
///
/// The hits are the same as those of [`threads::estimate`](crate::threads::estimate): the points are those of
/// [`blocks(seed, points)`](crate::blocks), drawn by [`count_hits`](crate::count_hits).
///
/// * Repeatable: the same `seed` and `points` give the same hits for any number of `workers`.
/// * Threads: exactly `workers`, in a pool that is made for this call and gone after it; not rayon's own global pool,
///   which has as many as there are cores and lives on. All points are drawn by threads of that pool; where each can
///   have as many blocks as the others, all of them draw at the same time.
/// * Speed: for a million points and more, two workers on two free cores need at most two thirds of the time that one
///   worker needs.
/// * Blocking: returns when all is counted.
///
/// # Errors
///
/// [`EstimateError::NoPoints`] if `points` is 0; [`EstimateError::NoWorkers`] if `workers` is 0;
/// [`EstimateError::Worker`] if the pool cannot be made.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    //# stub: todo!("estimate π from {points} points of seed {seed}, with {workers} for `workers`")
    //# solution:
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let pool = ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .map_err(|error| EstimateError::Worker(error.to_string()))?;
    let hits = pool.install(|| {
        // Whoever is free takes the next block; the sum of whole numbers does not depend on the order.
        let blocks = blocks(seed, points).par_bridge();
        blocks
            .map(|mut block| count_hits(&mut block.rng, block.points))
            .sum()
    });
    Ok(Estimate { hits, points })
    //# end
}
