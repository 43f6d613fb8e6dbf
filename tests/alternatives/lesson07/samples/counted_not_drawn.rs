//! Alternative: counter-based: each sample is computed from the seed and its place by a mixing function; no streams, no state, no blocks.

use std::thread;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    assert!(workers > 0, "samples needs at least one worker");
    let sample =
        |place: u64| (mix(mix(seed).wrapping_add(place)) >> 11) as f64 / (1u64 << 53) as f64;
    let mut samples = vec![0.0; count];
    let share = count.div_ceil(workers).max(1);
    thread::scope(|scope| {
        for (number, part) in samples.chunks_mut(share).enumerate() {
            scope.spawn(move || {
                let first = number * share;
                for (i, place) in part.iter_mut().enumerate() {
                    *place = sample((first + i) as u64);
                }
            });
        }
    });
    samples
}

/// SplitMix64's step and finaliser: neighbouring numbers go far apart.
fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}
