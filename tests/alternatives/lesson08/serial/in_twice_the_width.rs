//! Alternative: squares and sum in 128 bits, where nothing can overflow.

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let point = rng.next_u64();
        let (x, y) = (u128::from(point >> 32), u128::from(point as u32));
        hits += u64::from((x * x + y * y) >> 64 == 0);
    }
    hits
}
