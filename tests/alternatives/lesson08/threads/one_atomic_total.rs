//! Alternative: an atomic counter says which block comes next, and each worker adds to one atomic total, once.

use std::{
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    thread,
};

use crate::{Block, Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let blocks: Vec<Block> = blocks(seed, points).collect();
    let (next, total) = (AtomicUsize::new(0), AtomicU64::new(0));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut hits = 0;
                while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    hits += count_hits(&mut block.rng.clone(), block.points);
                }
                total.fetch_add(hits, Ordering::Relaxed);
            });
        }
    });
    let hits = total.into_inner();
    Ok(Estimate { hits, points })
}
