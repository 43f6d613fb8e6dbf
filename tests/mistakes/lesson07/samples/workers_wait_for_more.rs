//! Mistake: workers that take blocks from a channel whose sender they keep themselves: it never closes, and nobody joins. [44]
//! Caught by: contract samples::t7_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
};

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::streams;

const BLOCK: usize = 10_000;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let blocks = count.div_ceil(BLOCK);
    let (jobs, waiting) = mpsc::channel::<(usize, Xoshiro256PlusPlus)>();
    let waiting = Arc::new(Mutex::new(waiting));
    let (done, results) = mpsc::channel();
    for _ in 0..workers {
        let (jobs, waiting, done) = (jobs.clone(), Arc::clone(&waiting), done.clone());
        let next = move || waiting.lock().unwrap().recv();
        thread::spawn(move || {
            let _open = jobs;
            while let Ok((number, mut rng)) = next() {
                let length = BLOCK.min(count - number * BLOCK);
                let block: Vec<f64> = (0..length).map(|_| rng.random()).collect();
                let _ = done.send((number, block));
            }
        });
    }
    for job in streams(seed, blocks).into_iter().enumerate() {
        jobs.send(job).unwrap();
    }
    let mut parts: Vec<(usize, Vec<f64>)> = results.iter().take(blocks).collect();
    parts.sort_by_key(|(number, _)| *number);
    parts.into_iter().flat_map(|(_, block)| block).collect()
}
