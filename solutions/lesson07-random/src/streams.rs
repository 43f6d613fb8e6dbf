//! Exercise `streams`: as many generators as you need, and no two of them ever give the same numbers.

//# solution:
use rand::SeedableRng;
//# end
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
///
/// The first one is `Xoshiro256PlusPlus::seed_from_u64(seed)`. Each of the others begins where the one before it would be
/// after 2^128 numbers: `Xoshiro256PlusPlus::jump` goes that far. So a stream comes to the beginning of the next one
/// only after 2^128 numbers, and nobody can draw as many.
///
/// * Repeatable: the same `seed` gives the same streams, in every run and on every machine. Another seed
///   gives other ones. Stream number `i` is the same for every `count`.
/// * Cost: one jump for each stream, which takes about as long as drawing 256 numbers.
///
/// Source: D. Blackman and S. Vigna, *Scrambled Linear Pseudorandom Number Generators*.
///
/// # Example
///
/// ```
/// # use lesson07::streams;
/// use rand::RngExt;
/// let mut players = streams(2026, 4);
/// let first: f64 = players[0].random();
/// assert!(players.iter_mut().skip(1).all(|player| player.random::<f64>() != first));
/// ```
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    //# stub: todo!("make {count} streams from seed {seed}")
    //# solution:
    let mut next = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut streams = Vec::with_capacity(count);
    for _ in 0..count {
        streams.push(next.clone());
        next.jump();
    }
    streams
    //# end
}
