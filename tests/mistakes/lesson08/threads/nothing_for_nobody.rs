//! Mistake: starts no thread when there are no workers, and calls it an estimate of no hits.
//! Caught by: contract threads::t4_no_points_are_an_error_and_no_workers_too
//! Says: when do you look at what was asked for

use std::{sync::Mutex, thread};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    let blocks = Mutex::new(blocks(seed, points));
    let next = || blocks.lock().unwrap().next();
    let work = || {
        let mut hits = 0;
        while let Some(mut block) = next() {
            hits += count_hits(&mut block.rng, block.points);
        }
        hits
    };
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
