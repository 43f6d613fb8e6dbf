//! Mistake: seeds stream i with seed + i, mixed well: but the next experiment, with the next seed, has nearly all of them again. [72]
//! Caught by: contract streams::t6_another_seed_gives_other_streams
//! Says: stream 0 of the second

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    (0..count as u64)
        .map(|number| Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(number)))
        .collect()
}
