//! Mistake: keeps the first generator as the root of the others, so there is one stream too few.
//! Caught by: contract streams::t1_there_are_as_many_streams_as_asked_for
//! Says: it made 4

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let mut next = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut streams = Vec::new();
    for _ in 1..count {
        next.jump();
        streams.push(next.clone());
    }
    streams
}
