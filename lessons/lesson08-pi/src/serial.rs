//! Exercise `serial`: the innermost loop, with whole numbers only.

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
///
/// Each point is one number of 64 bits from `rng`: its upper 32 bits are the point's `x`, its lower 32 bits the `y`, so the
/// square's side is 2^32. The point is a hit if x² + y² is less than 2^64, and else it is none: this is exact, there is
/// no rounding anywhere. Exactly `points` numbers are drawn.
///
/// * Overflow: x² + y² can be nearly 2^65; x² alone is always less than 2^64.
/// * Speed: at least 1.3 times as fast as the usual loop, which draws two `f64` for each point.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let _ = rng.next_u64(); // like this a point is drawn
    todo!("draw points, {points} of them, and count the hits")
}
