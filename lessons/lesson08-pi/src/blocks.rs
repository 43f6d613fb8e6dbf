//! Given: which points are drawn from which stream. It is the rule of lesson 07, and nothing in it is yours to write.

use std::iter::FusedIterator;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::stream::Stream;

/// Points that one stream serves: a jump costs as much as 256 of them, so it is less than half a hundredth.
pub const BLOCK: u64 = 1 << 16;

/// A part of the work, and the generator that belongs to it, whoever does it.
#[derive(Clone, Debug)]
pub struct Block {
    /// Stands at the beginning of the block's own stream.
    pub rng: Stream,
    /// How many points are to be drawn from it: [`BLOCK`], or less in the last block.
    pub points: u64,
}

/// Cuts `points` into blocks; the streams of the blocks do not overlap, each begins 2^128 numbers after the one before.
///
/// The blocks depend on `seed` and `points` alone. They are made one by one, as they are asked for, so a long run
/// takes no memory; making one takes about half a microsecond.
///
/// # Example
///
/// ```
/// # use lesson08::{BLOCK, blocks};
/// let points: Vec<u64> = blocks(2026, 2 * BLOCK + 10).map(|block| block.points).collect();
/// assert_eq!(points, [BLOCK, BLOCK, 10]);
/// ```
pub fn blocks(seed: u64, points: u64) -> Blocks {
    Blocks {
        next: Xoshiro256PlusPlus::seed_from_u64(seed),
        left: points,
    }
}

/// The iterator that [`blocks`] returns.
#[derive(Clone, Debug)]
pub struct Blocks {
    next: Xoshiro256PlusPlus,
    left: u64,
}

impl Iterator for Blocks {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let points = BLOCK.min(self.left);
        if points == 0 {
            return None;
        }
        self.left -= points;
        let rng = Stream::new(self.next.clone());
        self.next.jump();
        Some(Block { rng, points })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let blocks = usize::try_from(self.left.div_ceil(BLOCK));
        (blocks.unwrap_or(usize::MAX), blocks.ok())
    }
}

impl FusedIterator for Blocks {}
