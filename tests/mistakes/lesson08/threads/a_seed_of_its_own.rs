//! Mistake: has a favourite seed, and leaves the caller's one unused.
//! Caught by: contract threads::t1_every_point_counts_once
//! Says: what do you do with `seed`

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
    let _ = seed;
    let blocks = Mutex::new(blocks(2026, points));
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
