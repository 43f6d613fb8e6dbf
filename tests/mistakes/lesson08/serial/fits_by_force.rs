//! Mistake: asks whether the sum fits, and unwraps the answer: a point outside of the circle ends the program.
//! Caught by: contract serial::t1_a_point_counts_if_it_lies_in_the_quarter_circle
//! Says: what should become of a point like this one

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let point = rng.next_u64();
        let (x, y) = (point >> 32, point & 0xFFFF_FFFF);
        let _fits = (x * x).checked_add(y * y).unwrap();
        hits += 1;
    }
    hits
}
