//! Mistake: divides rounding down: what is left over is never rolled. [76]
//! Caught by: contract dice::t2_no_roll_is_lost_when_the_shares_are_uneven
//! Says: these are 0 rolls in all

use std::thread;

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::streams;

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
                let mut rng = streams(seed, workers).swap_remove(worker as usize);
                let share = rolls / hands;
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
