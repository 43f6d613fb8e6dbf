//! Exercise `threads`: the estimate, on many threads.

//# stub: use crate::{Estimate, EstimateError};
//# solution:
use std::{
    panic,
    sync::{Mutex, PoisonError},
    thread,
};

use crate::{Estimate, EstimateError, blocks, count_hits};
//# end

/// Estimates π from `points` random points, on `workers` threads.
///
/// The points are those of [`blocks(seed, points)`](crate::blocks), each block drawn by [`count_hits`](crate::count_hits) from its own generator; who
/// draws which block is up to you.
///
/// * Repeatable: the same `seed` and `points` give the same hits for any number of `workers`, also for more workers
///   than points, and however the threads take turns.
/// * Threads: never more than `workers`; where each can have as many blocks as the others, all of them draw at the same
///   time. The caller's own thread may be one of them.
/// * Speed: for a million points and more, two workers on two free cores need at most two thirds of the time that one
///   worker needs.
/// * Blocking: returns when all threads have ended.
///
/// # Errors
///
/// [`EstimateError::NoPoints`] if `points` is 0; [`EstimateError::NoWorkers`] if `workers` is 0.
///
/// # Panics
///
/// May panic if the system has no thread left to give, as `scope.spawn` does; [`EstimateError::Worker`] is a better answer
/// for those who start their threads with [`Builder::spawn_scoped`](std::thread::Builder::spawn_scoped), but nobody asks for it.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    //# stub: todo!("estimate π from {points} points of seed {seed}, with {workers} for `workers`")
    //# solution:
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let blocks = Mutex::new(blocks(seed, points));
    // The guard is gone when this returns: nobody counts under the lock.
    let next = || blocks.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut hits = 0;
        while let Some(mut block) = next() {
            hits += count_hits(&mut block.rng, block.points);
        }
        hits
    };
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let hits = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))
        });
        hits.sum()
    });
    Ok(Estimate { hits, points })
    //# end
}
