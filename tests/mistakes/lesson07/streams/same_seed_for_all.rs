//! Mistake: seeds every generator alike: as many streams, and all of them one. [71]
//! Caught by: contract streams::t3_no_two_streams_are_the_same
//! Says: number 0 and number 1 are the same

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    (0..count)
        .map(|_| Xoshiro256PlusPlus::seed_from_u64(seed))
        .collect()
}
