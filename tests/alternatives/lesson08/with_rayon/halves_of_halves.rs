//! Alternative: `rayon::join` splits the list of blocks again and again, in place of an iterator.

use rayon::ThreadPoolBuilder;

use crate::{Block, Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, with rayon, on a pool of `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let pool = ThreadPoolBuilder::new().num_threads(workers).build();
    let pool = pool.map_err(|error| EstimateError::Worker(error.to_string()))?;
    let blocks: Vec<Block> = blocks(seed, points).collect();
    let hits = pool.install(|| count(&blocks));
    Ok(Estimate { hits, points })
}

fn count(blocks: &[Block]) -> u64 {
    match blocks {
        [] => 0,
        [block] => count_hits(&mut block.rng.clone(), block.points),
        _ => {
            let (left, right) = blocks.split_at(blocks.len() / 2);
            let (left, right) = rayon::join(|| count(left), || count(right));
            left + right
        }
    }
}
