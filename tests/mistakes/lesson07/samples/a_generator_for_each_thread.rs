//! Mistake: keeps a generator in a `thread_local!`, as Python keeps one in each process: the thread that draws decides what comes. [75]
//! Caught by: contract samples::t5_every_number_of_workers_gives_the_same_samples
//! Says: with 1 worker, sample
//! Varies: with the order in which the threads come.

use std::{
    cell::RefCell,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::streams;

thread_local! {
    static RNG: RefCell<Option<Xoshiro256PlusPlus>> = const { RefCell::new(None) };
}

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let streams = streams(seed, workers);
    let threads = AtomicUsize::new(0);
    let draw = || {
        RNG.with_borrow_mut(|rng| {
            let rng = rng.get_or_insert_with(|| {
                let number = threads.fetch_add(1, Ordering::Relaxed);
                streams[number].clone()
            });
            rng.random()
        })
    };
    let mut samples = vec![0.0; count];
    let blocks = Mutex::new(samples.chunks_mut(5));
    let next = || blocks.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some(block) = next() {
                    block.fill_with(draw);
                }
            });
        }
    });
    samples
}
