//! Mistake: each worker makes its generator from the same seed, so all of them roll the same. [71]
//! Caught by: contract dice::t4_every_number_of_workers_gives_the_same_counts
//! Says: its place among all rolls or the worker

use std::thread;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    assert!(workers > 0, "roll needs at least one worker");
    let hands = workers as u64;
    let work = |rng: &mut Xoshiro256PlusPlus, share: u64| {
        let mut faces = [0; 6];
        for _ in 0..share {
            faces[rng.random_range(0..6_usize)] += 1;
        }
        faces
    };
    let mut sum = [0; 6];
    thread::scope(|s| {
        let handles: Vec<_> = (0..hands)
            .map(|worker| {
                let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
                let share = rolls / hands + u64::from(worker < rolls % hands);
                s.spawn(move || work(&mut rng, share))
            })
            .collect();
        for handle in handles {
            for (sum, part) in sum.iter_mut().zip(handle.join().unwrap()) {
                *sum += part;
            }
        }
    });
    sum
}
