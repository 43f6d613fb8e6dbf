//! Exercise `dice`: a histogram from many hands, and each of them counts for itself.

use crate::streams;

/// Rolls a die `rolls` times, on `workers` threads, and returns how often each face came up: ones first, sixes last.
///
/// The six counts add up to `rolls`. All faces are equally likely in each roll, whatever came up in the others, and
/// each roll is a draw of its own.
///
/// * Repeatable: the same `seed` and `rolls` give the same six counts for any number of `workers` and however the
///   threads take turns. Another seed gives others.
/// * Threads: never more than `workers`; two million rolls are enough to keep six of them at work at the same time.
///   The caller's own thread may be one of them.
/// * Speed: for half a million rolls and more, two workers on two free cores need at most two thirds of the time that one
///   worker needs.
/// * Blocking: returns when all threads have ended.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, also when there is nothing to roll.
///
/// # Example
///
/// ```
/// # use lesson07::roll;
/// let faces = roll(2026, 1_000, 2);
/// assert_eq!(faces.iter().sum::<u64>(), 1_000);
/// ```
pub fn roll(seed: u64, rolls: u64, workers: usize) -> [u64; 6] {
    let _ = streams; // yours: generators that do not overlap
    todo!("roll a die {rolls} times from seed {seed}, with {workers} for `workers`")
}
