//! A challenge, not needed for green: several points at a time, in the lanes of one vector register.

use rand::Rng;

//# solution:
/// As many 64-bit words as a register of AVX2 holds.
const LANES: usize = 4;

/// A word for each lane.
type Words = [u64; LANES];

/// Draws `LANES * steps` points, and counts those outside the quarter circle. `state` holds a generator in each lane: all
/// first words, all second ones, and so on.
///
/// Each operation is a loop of its own over all lanes: that is what the compiler makes one instruction of.
/// Always inlined: only so is it compiled for whatever processor its caller is compiled for.
#[expect(
    clippy::needless_range_loop,
    reason = "iterators over several arrays are not made into instructions for all lanes"
)]
#[inline(always)]
fn misses(state: [Words; 4], steps: u64) -> u64 {
    let [mut a, mut b, mut c, mut d] = state;
    let mut misses: Words = [0; LANES];
    for _ in 0..steps {
        // xoshiro256++; source: D. Blackman and S. Vigna, *Scrambled Linear Pseudorandom Number Generators*.
        let mut points: Words = [0; LANES];
        for i in 0..LANES {
            let sum = a[i].wrapping_add(d[i]);
            points[i] = sum.rotate_left(23).wrapping_add(a[i]);
        }
        let mut shifted: Words = [0; LANES];
        for i in 0..LANES {
            shifted[i] = b[i] << 17;
        }
        for i in 0..LANES {
            c[i] ^= a[i];
        }
        for i in 0..LANES {
            d[i] ^= b[i];
        }
        for i in 0..LANES {
            b[i] ^= c[i];
        }
        for i in 0..LANES {
            a[i] ^= d[i];
        }
        for i in 0..LANES {
            c[i] ^= shifted[i];
        }
        for i in 0..LANES {
            d[i] = d[i].rotate_left(45);
        }
        // The two halves with their signs: a circle of radius 2^31 around the origin. The sum has bit 62 exactly if it is a
        // miss; only the very corner, one point in 2^64, has bit 63 in its place and counts twice.
        for i in 0..LANES {
            let (x, y) = ((points[i] >> 32) as i32, points[i] as i32);
            let (x, y) = (i64::from(x), i64::from(y));
            misses[i] += ((x * x).wrapping_add(y * y) as u64) >> 62;
        }
    }
    misses.iter().sum()
}

/// The same function, compiled for processors that have AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn misses_with_avx2(state: [Words; 4], steps: u64) -> u64 {
    misses(state, steps)
}
//# end

/// Estimates as [`count_hits`](crate::count_hits) does, but may draw other points: several times as fast, where the processor can.
///
/// The points come from `rng` alone, so the same generator gives the same hits. They need not be those of `count_hits`.
///
/// * Speed: at least three times that of `count_hits` on a processor with AVX2.
//# solution:
#[cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "a function that is compiled for more than the usual processor"
    )
)]
//# end
pub fn count_hits(rng: &mut impl Rng, points: u64) -> u64 {
    //# stub: crate::count_hits(rng, points) // correct, and the mark to beat
    //# solution:
    let state = [(); 4].map(|()| [(); LANES].map(|()| rng.next_u64()));
    let steps = points / LANES as u64;
    #[cfg(target_arch = "x86_64")]
    let misses = if is_x86_feature_detected!("avx2") {
        // SAFETY: the function needs a processor with AVX2, and this one was asked just now.
        unsafe { misses_with_avx2(state, steps) }
    } else {
        misses(state, steps)
    };
    #[cfg(not(target_arch = "x86_64"))]
    let misses = misses(state, steps);
    let hits = LANES as u64 * steps - misses;
    hits + crate::count_hits(rng, points % LANES as u64)
    //# end
}
