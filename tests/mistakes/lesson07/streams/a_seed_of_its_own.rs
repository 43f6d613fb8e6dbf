//! Mistake: has a favourite seed, and leaves the caller's one unused.
//! Caught by: contract streams::t6_another_seed_gives_other_streams
//! Says: what do you do with `seed`

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(_seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(42);
    let mut streams = Vec::new();
    for _ in 0..count {
        streams.push(rng.clone());
        rng.jump();
    }
    streams
}
