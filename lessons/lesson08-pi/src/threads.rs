//! Exercise `threads`: the estimate, on many threads.

use crate::{Estimate, EstimateError};

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
    todo!("estimate π from {points} points of seed {seed}, with {workers} for `workers`")
}
