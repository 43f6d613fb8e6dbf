//! Mistake: stirs the clock into the seed, so that every run is another one. [73]
//! Caught by: contract streams::t2_the_same_seed_gives_the_same_streams
//! Says: what besides the seed

use std::time::{SystemTime, UNIX_EPOCH};

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed ^ now.as_nanos() as u64);
    let mut streams = Vec::new();
    for _ in 0..count {
        streams.push(rng.clone());
        rng.jump();
    }
    streams
}
