//! Mistake: is exact, and asks for the square root of a whole number for each point: dozens of steps in place of one addition.
//! Caught by: speed serial::t4_whole_numbers_are_faster_than_floating_point
//! Says: 1.3 times is what it takes
//! Varies: times and shares are this machine's

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let mut hits = 0;
    for _ in 0..points {
        let point = rng.next_u64();
        let (x, y) = (point >> 32, point & 0xFFFF_FFFF);
        hits += u64::from(y <= (u64::MAX - x * x).isqrt());
    }
    hits
}
