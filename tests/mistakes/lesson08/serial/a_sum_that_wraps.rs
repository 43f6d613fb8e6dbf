//! Mistake: adds in 64 bits and lets the sum wrap around: what is too large for a hit comes out small.
//! Caught by: contract serial::t1_a_point_counts_if_it_lies_in_the_quarter_circle
//! Says: so it counts 0; `count_hits` counts 1

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let half = 1 << 63;
    let mut hits = 0;
    for _ in 0..points {
        let point = rng.next_u64();
        let (x, y) = (point >> 32, point & 0xFFFF_FFFF);
        let sum = (x * x).wrapping_add(y * y);
        hits += u64::from(sum <= half + (half - 1));
    }
    hits
}
