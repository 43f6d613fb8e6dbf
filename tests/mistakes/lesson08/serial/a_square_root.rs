//! Mistake: takes a square root to compare with the radius, in floating point.
//! Caught by: contract serial::t3_nothing_is_rounded_at_the_rim
//! Says: how many digits do they keep

use rand::Rng;

/// 2^32.
const SIDE: f64 = 4_294_967_296.0;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let point = rng.next_u64();
        let x = (point >> 32) as f64 / SIDE;
        let y = (point & 0xFFFF_FFFF) as f64 / SIDE;
        if (x * x + y * y).sqrt() <= 1.0 {
            hits += 1;
        }
    }
    hits
}
