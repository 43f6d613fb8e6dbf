//! Mistake: takes a thousand numbers for far apart.
//! Caught by: contract streams::t4_no_stream_runs_into_another_one
//! Says: number 1000 of stream 0

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut streams = Vec::new();
    for _ in 0..count {
        streams.push(rng.clone());
        for _ in 0..1_000 {
            rng.next_u64();
        }
    }
    streams
}
