//! Mistake: cuts the blocks into chunks of equal length for the workers, and forgets what does not fill one. [76]
//! Caught by: contract with_rayon::t3_no_point_is_lost_when_the_shares_are_uneven
//! Says: who draws what is left over

use rayon::{ThreadPoolBuilder, iter::ParallelIterator, slice::ParallelSlice};

use crate::{Block, Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let pool = ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .unwrap();

    let blocks: Vec<Block> = blocks(seed, points).collect();
    let share = (blocks.len() / workers).max(1);
    let hits = pool.install(|| {
        let shares = blocks.par_chunks_exact(share);
        let count = |block: &Block| count_hits(&mut block.rng.clone(), block.points);
        shares
            .map(|share| share.iter().map(count).sum::<u64>())
            .sum()
    });
    Ok(Estimate { hits, points })
}
