use std::convert::Infallible;

use ::kit::panics::answer_of;
use ::lesson08::count_hits;
use ::rand::{SeedableRng, TryRng};
use ::rand_xoshiro::Xoshiro256PlusPlus;

use crate::{
    oracle::{self, is_hit},
    words::counted,
};

/// Draws these numbers, one after the other, and then zeros; counts how many were drawn.
struct Given<'a> {
    numbers: &'a [u64],
    drawn: usize,
}

impl TryRng for Given<'_> {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.drawn += 1;
        Ok(self.numbers.get(self.drawn - 1).copied().unwrap_or(0))
    }

    // The upper half, as the real generator does it.
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(8) {
            let number = self.try_next_u64()?.to_le_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
        Ok(())
    }
}

/// For whoever draws another number for each coordinate.
const HALVES: &str = "how many bits does a coordinate need, and how many does one number have?";

/// Counts this one point, and checks the answer.
fn check(x: u32, y: u32, hint: &str) {
    let point = u64::from(x) << 32 | u64::from(y);
    let mut rng = Given {
        numbers: &[point],
        drawn: 0,
    };
    let right = u64::from(is_hit(point));
    let squares = u128::from(x).pow(2) + u128::from(y).pow(2);
    let hits = answer_of(|| count_hits(&mut rng, 1)).unwrap_or_else(|panic| {
        let bits = u128::BITS - squares.leading_zeros();
        let hint = match panic.contains("overflow") {
            true => "how many bits has the type that your line computes in, and what says whether a result fits?",
            false => "what should become of a point like this one?",
        };
        panic!(
            "one point, x = {x} and y = {y}: x² + y² is {squares}, a number of {bits} bits, and it should count {right}; \
             `count_hits` panicked: {panic}. Hint: {hint}"
        )
    });
    assert!(
        hits == right || rng.drawn == 1,
        "one point is one number of 64 bits, here {point:#018x}; `count_hits` drew {} of them for it. \
         Hint: {HALVES}",
        rng.drawn
    );
    assert!(
        hits == right,
        "one point, x = {x} and y = {y}: x² + y² is {squares} and 2^64 is {}, so it counts {right}; `count_hits` counts {hits}. \
         Hint: {hint}",
        1_u128 << 64
    );
}

#[test]
fn t1_a_point_counts_if_it_lies_in_the_quarter_circle() {
    let _case = ::kit::case!();
    let (half, largest) = (1 << 31, u32::MAX);
    for (x, y) in [(0, 0), (half, half), (half, 0), (largest, 0), (0, largest)] {
        check(
            x,
            y,
            "what are `x` and `y` of a point, and when is it a hit?",
        );
    }
    for (x, y) in [(largest, half), (half, largest), (largest, largest)] {
        let hint = "is a sum that is too large for its type still a sum, and what says so?";
        check(x, y, hint);
    }
}

#[test]
fn t2_each_point_is_one_number_of_the_generator() {
    let _case = ::kit::case!();
    let numbers: Vec<u64> = (0..1_000_u64)
        .map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .collect();
    for points in [0, 1, 2, 7, 1_000] {
        let mut rng = Given {
            numbers: &numbers,
            drawn: 0,
        };
        let hits = count_hits(&mut rng, points);
        assert!(
            rng.drawn as u64 == points,
            "`count_hits` was asked for {}, and has drawn {} of 64 bits. Hint: {HALVES}",
            counted(points, "point"),
            counted(rng.drawn as u64, "number")
        );
        let right = numbers.iter().take(points as usize);
        let right = right.filter(|point| is_hit(**point)).count() as u64;
        assert!(
            hits == right,
            "{}, of which the quarter circle holds {right}; `count_hits` counts {hits}. \
             Hint: which bits of the number are `x`, and which are `y`?",
            counted(points, "point")
        );
    }
}

#[test]
fn t3_nothing_is_rounded_at_the_rim() {
    let _case = ::kit::case!();
    let hint = "with which numbers do you compare, and how many digits do they keep?";
    // Inside by less than 700 in 2^64, and outside by as little: nearer than an `f64` can tell from 1.
    for (x, y) in [
        (1_297_154_325, 4_094_402_854),
        (3_436_849_372, 2_575_812_584),
        (2_236_512_092, 3_666_709_388),
        (3_789_677_024, 2_021_161_084),
        (1_749_177_333, 3_922_642_315),
        (3_622_150_607, 2_307_979_431),
    ] {
        check(x, y, hint);
    }
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2026);
    let (hits, right) = (count_hits(&mut rng, 50_000), oracle::hits(2026, 50_000));
    assert!(
        hits == right,
        "{right} of the first 50000 points of seed 2026 are hits; `count_hits` counts {hits}. Hint: {hint}"
    );
}
