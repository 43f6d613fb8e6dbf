//! Mistake: draws the seed of each further stream from the first one: they will hardly ever meet, but nobody can say how far apart they are.
//! Caught by: contract streams::t8_each_stream_begins_2_to_the_128_numbers_after_the_one_before
//! Says: who can say that they never meet

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let first = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut seeds = first.clone();
    let mut streams = vec![first];
    while streams.len() < count {
        streams.push(Xoshiro256PlusPlus::seed_from_u64(seeds.next_u64()));
    }
    streams.truncate(count);
    streams
}
