//! Mistake: jumps once, and then gives a clone of the same generator to everybody.
//! Caught by: contract streams::t3_no_two_streams_are_the_same
//! Says: number 1 and number 2 are the same

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    let first = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut jumped = first.clone();
    jumped.jump();
    let mut streams = vec![jumped; count];
    if let Some(place) = streams.first_mut() {
        *place = first;
    }
    streams
}
