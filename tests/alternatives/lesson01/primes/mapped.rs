//! Alternative: stands on this lesson's `parallel_map`; each worker's list of blocks is one item.

use crate::{is_prime, parallel_map};

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let mut hands = vec![Vec::new(); workers];
    for (number, first) in (0..=limit).step_by(200).enumerate() {
        hands[number % workers].push(first..=limit.min(first + 199));
    }
    let sum_of = |blocks: &Vec<_>| -> u64 {
        let numbers = blocks.iter().cloned().flatten();
        numbers.filter(|&n| is_prime(n)).sum()
    };
    parallel_map(&hands, workers, sum_of).into_iter().sum()
}
