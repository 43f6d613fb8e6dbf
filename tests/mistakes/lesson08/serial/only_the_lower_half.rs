//! Mistake: takes `as u32` for both coordinates: the upper half of each number is never looked at, and all points lie on the diagonal.
//! Caught by: contract serial::t1_a_point_counts_if_it_lies_in_the_quarter_circle
//! Says: hint: what are `x` and `y` of a point

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    (0..points)
        .filter(|_| {
            let point = rng.next_u64();
            let (x, y) = (u128::from(point as u32), u128::from(point as u32));
            x * x + y * y < 1 << 64
        })
        .count() as u64
}
