//! A challenge, not needed for green: several points at a time, in the lanes of one vector register.

use rand::Rng;

/// Estimates as [`count_hits`](crate::count_hits) does, but may draw other points: several times as fast, where the processor can.
///
/// The points come from `rng` alone, so the same generator gives the same hits. They need not be those of `count_hits`.
///
/// * Speed: at least three times that of `count_hits` on a processor with AVX2.
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    crate::count_hits(rng, points) // correct, and the mark to beat
}
