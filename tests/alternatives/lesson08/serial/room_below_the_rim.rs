//! Alternative: asks whether y² fits between x² and the rim; a filtered iterator counts.

use rand::Rng;

/// Draws `points` random points in the unit square, and counts those in the quarter circle.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    let inside = |point: u64| {
        let (x, y) = (point >> 32, point & 0xFFFF_FFFF);
        y * y <= u64::MAX - x * x
    };
    (0..points).filter(|_| inside(rng.next_u64())).count() as u64
}
