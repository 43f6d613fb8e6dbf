//! Mistake: adds point by point to one atomic count that all workers share. [16]
//! Caught by: speed threads::t8_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Cause: more-work
//! Varies: times and shares are this machine's

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let total = AtomicU64::new(0);
    let total = &total;
    thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                for mut block in blocks(seed, points).skip(worker).step_by(workers) {
                    for _ in 0..block.points {
                        total.fetch_add(count_hits(&mut block.rng, 1), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let hits = total.load(Ordering::Relaxed);
    Ok(Estimate { hits, points })
}
