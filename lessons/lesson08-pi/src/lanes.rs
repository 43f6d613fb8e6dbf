//! A challenge, not needed for green: several points at a time, in the lanes of one vector register.

use rand::Rng;

/// Estimates as [`count_hits`](crate::count_hits) does, and is free to draw other points: several times as fast, where the processor can.
///
/// The points come from `rng` alone, so the same generator gives the same hits. No hit is promised to be one of `count_hits`.
///
/// * Speed: at least three times the speed of `count_hits` on a processor with AVX2, and no slower than it elsewhere.
#[cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "a function that is compiled for more than the usual processor"
    )
)]
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    crate::count_hits(rng, points) // correct, and the mark to beat
}
