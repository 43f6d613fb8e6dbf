//! Alternative: threads that own what they use; blocks in slices, each worker's hits come home by a channel, in any order.

use std::{sync::mpsc, thread};

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
    let share = blocks.len().div_ceil(workers);
    let (home, arriving) = mpsc::channel();
    let threads: Vec<_> = blocks
        .chunks(share)
        .map(<[Block]>::to_vec)
        .map(|mine| {
            let home = home.clone();
            thread::spawn(move || {
                for mut block in mine {
                    let _ = home.send(count_hits(&mut block.rng, block.points));
                }
            })
        })
        .collect();
    drop(home);
    let hits = arriving.iter().sum();
    for thread in threads {
        thread.join().unwrap();
    }
    Ok(Estimate { hits, points })
}
