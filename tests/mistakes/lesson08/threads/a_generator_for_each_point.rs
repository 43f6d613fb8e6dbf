//! Mistake: makes a generator for each point from seed + number: other points than those of the blocks, and ten times the work. [74]
//! Caught by: contract threads::t1_every_point_counts_once
//! Says: which generator draws which points

use std::thread;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::{Estimate, EstimateError, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let worker = |first: u64| {
        let mine = (first..points).step_by(workers);
        mine.map(|number| count_hits(&mut Xoshiro256PlusPlus::seed_from_u64(seed + number), 1))
            .sum::<u64>()
    };
    let worker = &worker;
    let hits = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers as u64)
            .map(|first| scope.spawn(move || worker(first)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
