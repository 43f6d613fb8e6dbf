//! Mistake: draws a number for each coordinate, as `random.random()` is called twice in Python.
//! Caught by: contract serial::t1_a_point_counts_if_it_lies_in_the_quarter_circle
//! Says: drew 2 of them

use rand::{Rng, RngExt};

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let (x, y): (u32, u32) = (rng.random(), rng.random());
        let (x, y) = (u64::from(x), u64::from(y));
        hits += u64::from((x * x).checked_add(y * y).is_some());
    }
    hits
}
