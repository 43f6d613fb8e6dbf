//! Alternative: no lock: worker w draws the blocks w, w + workers, and so on; the caller's own thread is worker 0.

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
    let share = |worker: usize| {
        let mine = blocks(seed, points).skip(worker).step_by(workers);
        mine.map(|mut block| count_hits(&mut block.rng, block.points))
            .sum::<u64>()
    };
    let share = &share;
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (1..workers)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        let own = share(0);
        let others = threads.into_iter().map(|thread| thread.join().unwrap());
        own + others.sum::<u64>()
    });
    Ok(Estimate { hits, points })
}
