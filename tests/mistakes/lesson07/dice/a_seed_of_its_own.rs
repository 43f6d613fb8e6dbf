//! Mistake: has a favourite seed for each worker, and leaves the caller's one unused.
//! Caught by: contract dice::t3_the_same_seed_gives_the_same_counts_and_another_seed_others
//! Says: what do you do with `seed`

use std::thread;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
pub fn roll(_seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
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
                let mut rng = Xoshiro256PlusPlus::seed_from_u64(42 + worker);
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
