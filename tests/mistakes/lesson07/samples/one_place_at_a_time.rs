//! Mistake: fetches one place at a time from behind a lock, and makes a generator for each: the lock costs far more than the number. [74, 16]
//! Caught by: speed samples::t11_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{sync::Mutex, thread};

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let mixed = Xoshiro256PlusPlus::seed_from_u64(seed).next_u64();
    let mut samples = vec![0.0; count];
    let places = Mutex::new(samples.iter_mut().enumerate());
    let next = || places.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((place, sample)) = next() {
                    let mut rng = Xoshiro256PlusPlus::seed_from_u64(mixed ^ place as u64);
                    *sample = rng.random();
                }
            });
        }
    });
    drop(places);
    samples
}
