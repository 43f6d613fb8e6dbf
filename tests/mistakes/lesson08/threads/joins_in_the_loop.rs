//! Mistake: waits for each worker before it starts the next one. [1]
//! Caught by: contract threads::t6_all_workers_work_at_the_same_time
//! Says: only 1 came

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
    let worker = |worker: usize| {
        let mine = blocks(seed, points).skip(worker).step_by(workers);
        mine.map(|mut block| count_hits(&mut block.rng, block.points))
            .sum::<u64>()
    };
    let worker = &worker;
    let hits = thread::scope(|scope| {
        (0..workers)
            .map(|number| scope.spawn(move || worker(number)).join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
