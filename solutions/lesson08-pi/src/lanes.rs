//! A challenge, not needed for green: several points at a time, in the lanes of one vector register.

use rand::Rng;

//# solution:
/// Two registers of four: the second chain of steps fills the gaps of the first.
const LANES: usize = 8;

/// One generator a lane, with the words of all lanes side by side: so the compiler steps them with one instruction.
struct Lanes {
    words: [[u64; LANES]; 4],
}

impl Lanes {
    fn new(rng: &mut impl Rng) -> Self {
        let word = |_| std::array::from_fn(|_| rng.next_u64());
        Self {
            words: [0, 1, 2, 3].map(word),
        }
    }

    /// One step of xoshiro256++ in each lane.
    ///
    /// Source: D. Blackman and S. Vigna, *Scrambled Linear Pseudorandom Number Generators*.
    #[inline(always)]
    fn next(&mut self) -> [u64; LANES] {
        let [a, b, c, d] = &mut self.words;
        std::array::from_fn(|lane| {
            let sum = a[lane].wrapping_add(d[lane]);
            let answer = sum.rotate_left(23).wrapping_add(a[lane]);
            let shifted = b[lane] << 17;
            c[lane] ^= a[lane];
            d[lane] ^= b[lane];
            b[lane] ^= c[lane];
            a[lane] ^= d[lane];
            c[lane] ^= shifted;
            d[lane] = d[lane].rotate_left(45);
            answer
        })
    }
}

#[inline(always)]
fn count(rng: &mut impl Rng, points: u64) -> u64 {
    let mut lanes = Lanes::new(rng);
    let mut hits = [0; LANES];
    for _ in 0..points / LANES as u64 {
        let points = lanes.next();
        for lane in 0..LANES {
            // 31 bits each: the sum of the squares is less than 2^63, and its 62nd bit tells a miss from a hit.
            let (x, y) = (points[lane] >> 33, points[lane] & 0x7FFF_FFFF);
            hits[lane] += 1 - ((x * x + y * y) >> 62);
        }
    }
    hits.iter().sum::<u64>() + crate::count_hits(rng, points % LANES as u64)
}

/// The same function, compiled for processors that have AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn count_with_avx2(rng: &mut impl Rng, points: u64) -> u64 {
    count(rng, points)
}
//# end

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
    //# stub: crate::count_hits(rng, points) // correct, and the mark to beat
    //# solution:
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has what the function was compiled for; it was asked just now.
        return unsafe { count_with_avx2(rng, points) };
    }
    count(rng, points)
    //# end
}
