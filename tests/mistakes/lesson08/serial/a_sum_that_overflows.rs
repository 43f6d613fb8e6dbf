//! Mistake: adds two squares that fit into a number that does not hold their sum: a debug build panics, an optimised one would count a miss as a hit.
//! Caught by: contract serial::t1_a_point_counts_if_it_lies_in_the_quarter_circle
//! Says: a number of 65 bits

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
#[expect(clippy::absurd_extreme_comparisons, reason = "it is the mistake")]
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let inside = |point: u64| {
        let (x, y) = (point >> 32, point & 0xFFFF_FFFF);
        x * x + y * y <= u64::MAX
    };
    (0..points).filter(|_| inside(rng.next_u64())).count() as u64
}
