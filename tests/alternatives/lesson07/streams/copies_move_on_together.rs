//! Alternative: copies of the first stream, of which all those behind move on, in place, again and again.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let mut streams = vec![Xoshiro256PlusPlus::seed_from_u64(seed); count];
    let mut behind = &mut streams[..];
    while let [_, rest @ ..] = behind {
        rest.iter_mut().for_each(Xoshiro256PlusPlus::jump);
        behind = rest;
    }
    streams
}
