//! The right hits, counted by the course's own code: nothing in it is a learner's.

use ::rand::{Rng, SeedableRng};
use ::rand_xoshiro::Xoshiro256PlusPlus;

const BLOCK: u64 = 1 << 16;

/// Whether this number of 64 bits is a point of the quarter circle.
pub(crate) fn is_hit(point: u64) -> bool {
    let (x, y) = (u128::from(point >> 32), u128::from(point as u32));
    x * x + y * y < 1 << 64
}

/// The hits of `points` points from this seed, block by block.
pub(crate) fn hits(seed: u64, points: u64) -> u64 {
    let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut hits = 0;
    let mut left = points;
    while left > 0 {
        let mut rng = stream.clone();
        let here = left.min(BLOCK);
        hits += (0..here).filter(|_| is_hit(rng.next_u64())).count() as u64;
        left -= here;
        stream.jump();
    }
    hits
}
