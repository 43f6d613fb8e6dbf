//! Mistake: takes the hits from a channel and leaves the workers waiting for blocks: they keep the sender of their own jobs. [44]
//! Caught by: contract threads::t5_no_thread_is_left_behind
//! Says: threads of it that live on

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
};

use crate::{Estimate, EstimateError, blocks, count_hits};

/// Estimates π from `points` random points, on `workers` threads.
pub fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    if points == 0 {
        return Err(EstimateError::NoPoints);
    }
    if workers == 0 {
        return Err(EstimateError::NoWorkers);
    }
    let (jobs, waiting) = mpsc::channel();
    let (results, arriving) = mpsc::channel();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..workers {
        let (jobs, waiting, results) = (jobs.clone(), Arc::clone(&waiting), results.clone());
        thread::spawn(move || {
            let _jobs = jobs;
            loop {
                let job = waiting.lock().unwrap().recv();
                let Ok(mut block): Result<crate::Block, _> = job else {
                    return;
                };
                let _ = results.send(count_hits(&mut block.rng, block.points));
            }
        });
    }
    let blocks: Vec<_> = blocks(seed, points).collect();
    let count = blocks.len();
    for block in blocks {
        let _ = jobs.send(block);
    }
    let hits = arriving.iter().take(count).sum();
    Ok(Estimate { hits, points })
}
