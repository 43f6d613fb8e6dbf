//! Mistake: gives each worker a pool of its own with as many threads: workers times workers.
//! Caught by: contract with_rayon::t7_never_more_threads_than_workers
//! Says: what do you start a thread for
//! Varies: with the moment at which the threads are counted.

use std::thread;

use rayon::{
    ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let share = |worker: usize| -> u64 {
        let pool = ThreadPoolBuilder::new()
            .num_threads(workers)
            .build()
            .unwrap();
        let mine = blocks(seed, points).skip(worker).step_by(workers);
        pool.install(|| {
            let mine = mine.par_bridge();
            mine.map(|mut block| count_hits(&mut block.rng, block.points))
                .sum()
        })
    };
    let share = &share;
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
