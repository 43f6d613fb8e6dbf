//! Mistake: all workers draw from one generator behind a lock: the counts are right, and a roll costs less than its lock. [75]
//! Caught by: speed dice::t11_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{sync::Mutex, thread};

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let rng = Mutex::new(Xoshiro256PlusPlus::seed_from_u64(seed));
    let (rng, each, rest) = (&rng, rolls / workers as u64, rolls % workers as u64);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers as u64)
            .map(|worker| {
                scope.spawn(move || {
                    let mut faces = [0; 6];
                    for _ in 0..each + u64::from(worker < rest) {
                        let face = rng.lock().unwrap().random_range(0..6_usize);
                        faces[face] += 1;
                    }
                    faces
                })
            })
            .collect();
        let mut sum = [0; 6];
        for thread in threads {
            for (sum, count) in sum.iter_mut().zip(thread.join().unwrap()) {
                *sum += count;
            }
        }
        sum
    })
}
