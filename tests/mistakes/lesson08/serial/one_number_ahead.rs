//! Mistake: draws one number ahead and leaves it unused: the next call continues one too far.
//! Caught by: contract serial::t2_each_point_is_one_number_of_the_generator
//! Says: and has drawn

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    let mut next = rng.next_u64();
    for _ in 0..points {
        let (x, y) = (next >> 32, next & 0xFFFF_FFFF);
        hits += u64::from((x * x).checked_add(y * y).is_some());
        next = rng.next_u64();
    }
    hits
}
