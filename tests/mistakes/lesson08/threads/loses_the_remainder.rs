//! Mistake: deals out whole rounds of blocks: what is left over after dividing belongs to nobody. [76]
//! Caught by: contract threads::t3_no_point_is_lost_when_the_shares_are_uneven
//! Says: who draws what is left over

use std::thread;

use crate::{Block, Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let mut blocks: Vec<Block> = blocks(seed, points).collect();
    let share = blocks.len() / workers;
    let hits = thread::scope(|scope| {
        let mut threads = Vec::new();
        for _ in 0..workers {
            let mine: Vec<Block> = blocks.drain(..share).collect();
            threads.push(scope.spawn(move || {
                mine.into_iter()
                    .map(|mut block| count_hits(&mut block.rng, block.points))
                    .sum::<u64>()
            }));
        }
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    Ok(Estimate { hits, points })
}
