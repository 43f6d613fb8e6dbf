//! Alternative: each stream comes from the seed by itself, with as many jumps as its number says; none needs another one.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let stream = |number: usize| {
        let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
        for _ in 0..number {
            stream.jump();
        }
        stream
    };
    (0..count).map(stream).collect()
}
