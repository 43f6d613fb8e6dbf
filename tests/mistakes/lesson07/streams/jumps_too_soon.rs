//! Mistake: jumps before it keeps the first stream.
//! Caught by: contract streams::t7_the_first_stream_begins_at_the_seed
//! Says: keep the generator or move on

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let mut next = Xoshiro256PlusPlus::seed_from_u64(seed);
    (0..count)
        .map(|_| {
            next.jump();
            next.clone()
        })
        .collect()
}
