//! Mistake: takes the counts from a channel and leaves the workers waiting for blocks: the end of the jobs is kept by the workers. [44]
//! Caught by: contract dice::t7_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
};

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::streams;

const BLOCK: u64 = 10_000;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let blocks = rolls.div_ceil(BLOCK);
    let (jobs, waiting) = mpsc::channel::<(u64, Xoshiro256PlusPlus)>();
    let waiting = Arc::new(Mutex::new(waiting));
    let (done, results) = mpsc::channel();
    for _ in 0..workers {
        let (jobs, waiting, done) = (jobs.clone(), Arc::clone(&waiting), done.clone());
        let next = move || waiting.lock().unwrap().recv();
        thread::spawn(move || {
            let _open = jobs;
            while let Ok((number, mut rng)) = next() {
                let mut faces = [0; 6];
                for _ in 0..BLOCK.min(rolls - number * BLOCK) {
                    faces[rng.random_range(0..6_usize)] += 1;
                }
                let _ = done.send(faces);
            }
        });
    }
    for job in (0..).zip(streams(seed, blocks as usize)) {
        jobs.send(job).unwrap();
    }
    let mut sum = [0; 6];
    for faces in results.iter().take(blocks as usize) {
        for face in 0..6 {
            sum[face] += faces[face];
        }
    }
    sum
}
