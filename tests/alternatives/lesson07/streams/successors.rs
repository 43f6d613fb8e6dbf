//! Alternative: an iterator in which each stream makes the next one; nothing is changed from outside.

use std::iter;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let first = Xoshiro256PlusPlus::seed_from_u64(seed);
    iter::successors(Some(first), |stream| {
        let mut next = stream.clone();
        next.jump();
        Some(next)
    })
    .take(count)
    .collect()
}
