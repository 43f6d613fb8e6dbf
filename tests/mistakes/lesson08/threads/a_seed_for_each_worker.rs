//! Mistake: seeds worker by worker with seed + number: with one worker it is right, with two there are other points. [72]
//! Caught by: contract threads::t2_every_number_of_workers_counts_the_same_hits
//! Says: its block or the worker

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
    let share = points.div_ceil(workers as u64);
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers as u64)
            .map(|worker| {
                let mine = share.min(points.saturating_sub(worker * share));
                scope.spawn(move || {
                    let mut hits = 0;
                    for mut block in blocks(seed + worker, mine) {
                        hits += count_hits(&mut block.rng, block.points);
                    }
                    hits
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
