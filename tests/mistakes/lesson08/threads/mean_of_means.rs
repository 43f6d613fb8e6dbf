//! Mistake: takes the mean of the workers' own estimates, though they have not drawn as many points each. [77]
//! Caught by: contract threads::t3_no_point_is_lost_when_the_shares_are_uneven
//! Says: should count

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
        let (mut hits, mut drawn) = (0, 0);
        for mut block in blocks(seed, points).skip(worker).step_by(workers) {
            hits += count_hits(&mut block.rng, block.points);
            drawn += block.points;
        }
        hits as f64 / drawn as f64
    };
    let worker = &worker;
    let mean = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|number| scope.spawn(move || worker(number)))
            .collect();
        let shares = threads.into_iter().map(|thread| thread.join().unwrap());
        shares.sum::<f64>() / workers as f64
    });
    let hits = (mean * points as f64).round() as u64;
    Ok(Estimate { hits, points })
}
