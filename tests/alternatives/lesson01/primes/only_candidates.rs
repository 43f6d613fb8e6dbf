//! Alternative: asks only about 2, 3 and the numbers beside a multiple of 6, and deals those multiples out one by one.

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let small: u64 = [2, 3].into_iter().filter(|&n| n <= limit).sum();
    let share = |worker: usize| -> u64 {
        (6..=limit.saturating_add(1))
            .step_by(6)
            .skip(worker)
            .step_by(workers)
            .flat_map(|six| [six - 1, six + 1])
            .filter(|&n| n <= limit && is_prime(n))
            .sum()
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum::<u64>()
            + small
    })
}
