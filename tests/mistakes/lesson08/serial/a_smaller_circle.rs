//! Mistake: takes the largest coordinate for the radius, and so a circle that is smaller by one.
//! Caught by: contract serial::t1_a_point_counts_if_it_lies_in_the_quarter_circle
//! Says: and when is it a hit

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    const RADIUS: u128 = u32::MAX as u128;
    let inside = |x: u128, y: u128| x * x + y * y < RADIUS * RADIUS;
    (0..points)
        .filter(|_| {
            let point = u128::from(rng.next_u64());
            inside(point >> 32, point & RADIUS)
        })
        .count() as u64
}
