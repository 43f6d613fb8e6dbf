//! Exercise `processes`: the same estimate, by programs that share nothing but messages.

use std::process::Command;

use kit::process::ProcessPool;

use crate::{Estimate, EstimateError};

/// Estimates π from `points` random points, in `workers` processes.
///
/// Each of them is started with `worker`, which is a program that does nothing but answer jobs with [`answer`]:
/// `kit::process::serve(answer)`. What stands in a job and in its answer is up to you.
/// The hits are the same as those of [`threads::estimate`](crate::threads::estimate): the points are those of
/// [`blocks(seed, points)`](crate::blocks), drawn by [`count_hits`](crate::count_hits).
///
/// * Repeatable: the same `seed` and `points` give the same hits for any number of `workers`.
/// * Processes: `workers` of them; where each can have as many blocks as the others, all of them draw at the same time.
///   The caller's own process draws no points.
/// * Speed: for sixteen million points and more, two workers on two free cores are at least 1.3 times as fast as one
///   worker; their start is counted.
/// * Blocking: returns when all is counted and all workers have ended.
///
/// # Errors
///
/// [`EstimateError::NoPoints`] if `points` is 0; [`EstimateError::NoWorkers`] if `workers` is 0; [`EstimateError::Worker`]
/// if a worker cannot be started, or dies: then some hits are missing, and an estimate would be wrong.
pub fn estimate(
    worker: Command,
    seed: u64,
    points: u64,
    workers: usize,
) -> Result<Estimate, EstimateError> {
    let _ = (ProcessPool::new, worker); // whom you hire, and how they are started
    todo!("estimate π from {points} points of seed {seed}, with {workers} for `workers`")
}

/// What a worker does: takes the bytes of one job, draws its points, and returns the bytes of the answer.
///
/// # Panics
///
/// May panic if the bytes are no job of [`estimate`]'s: the worker dies, and that is reported.
pub fn answer(job: &[u8]) -> Vec<u8> {
    todo!("do a job of {} bytes, and answer", job.len())
}
