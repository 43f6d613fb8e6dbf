//! Mistake: adds up shares as `f32`, and cuts off what stands behind the point: 24 binary digits are fewer than a count needs. [78]
//! Caught by: contract threads::t1_every_point_counts_once
//! Says: and what happens to the hits of a block

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
    let next = || blocks.lock().unwrap().next();
    let work = || {
        let mut share: f32 = 0.0;
        while let Some(mut block) = next() {
            share += count_hits(&mut block.rng, block.points) as f32 / points as f32;
        }
        share
    };
    let share: f32 = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    let hits = (share * points as f32) as u64;
    Ok(Estimate { hits, points })
}
