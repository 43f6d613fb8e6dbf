//! Mistake: takes the jump that is meant for groups of streams: 2^192 numbers far, not 2^128.
//! Caught by: contract streams::t8_each_stream_begins_2_to_the_128_numbers_after_the_one_before
//! Says: how far apart are your streams

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut streams = Vec::new();
    for _ in 0..count {
        streams.push(rng.clone());
        rng.long_jump();
    }
    streams
}
