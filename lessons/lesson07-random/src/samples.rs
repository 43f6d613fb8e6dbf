//! Exercise `samples`: many hands draw random numbers, and the answer does not tell how many they were.

use crate::streams;

/// Draws `count` random numbers from 0 up to, but not including, 1, on `workers` threads.
///
/// All parts of that range are equally likely, also those that are much smaller than a billionth: as fine as
/// `random::<f64>()` draws them. Each sample is a draw of its own: two may be equal by luck, but no part of the list is
/// another part once more.
///
/// * Repeatable: the same `seed` and `count` give the same samples at the same places, bit for bit, for any number
///   of `workers` and however the threads take turns. Another seed gives others.
/// * Threads: never more than `workers`; two million samples are enough to keep six of them at work at the same time.
///   The caller's own thread may be one of them.
/// * Speed: for five million samples and more, two workers on two free cores need at most two thirds of the time that one
///   worker needs.
/// * Blocking: returns when all threads have ended.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, also when there is nothing to draw.
///
/// # Example
///
/// ```
/// # use lesson07::samples;
/// let sum: f64 = samples(2026, 1_000_000, 2).iter().sum();
/// assert!((sum / 1e6 - 0.5).abs() < 0.002);
/// ```
pub fn samples(seed: u64, count: usize, workers: usize) -> Vec<f64> {
    let _ = streams; // yours: generators that do not overlap
    todo!("draw {count} samples from seed {seed}, with {workers} for `workers`")
}
