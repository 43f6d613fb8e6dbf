//! Mistake: the guard that fetches a block lives to the end of the `while let`, so only one worker counts at a time. [46]
//! Caught by: contract threads::t6_all_workers_work_at_the_same_time
//! Says: only 1 came

use std::{sync::Mutex, thread};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let blocks = Mutex::new(blocks(seed, points));
    let work = || {
        let mut hits = 0;
        while let Some(mut block) = blocks.lock().unwrap().next() {
            hits += count_hits(&mut block.rng, block.points);
        }
        hits
    };
    let work = &work;
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
