//! Mistake: writes seed + number into the state as it is: states that differ in a few bits give numbers that do so, too. [72]
//! Caught by: contract streams::t5_no_two_streams_move_together
//! Says: which bits of your generators' states are the same

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Returns `count` generators of random numbers whose streams do not overlap.
pub fn streams(seed: u64, count: usize) -> Vec<Xoshiro256PlusPlus> {
    (0..count as u64)
        .map(|number| {
            let mut state = [0; 32];
            state[..8].copy_from_slice(&seed.wrapping_add(number).to_le_bytes());
            state[8..16].copy_from_slice(&seed.to_le_bytes());
            Xoshiro256PlusPlus::from_seed(state)
        })
        .collect()
}
