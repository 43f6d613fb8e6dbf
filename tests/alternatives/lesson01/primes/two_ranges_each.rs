//! Alternative: two ranges for each worker, one from the cheap end and one from the expensive end, on threads from `thread::spawn`.

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let parts = 2 * workers as u64;
    let cut = move |part: u64| (limit as u128 + 1).saturating_mul(part.into()) / u128::from(parts);
    let range = move |part: u64| cut(part) as u64..cut(part + 1) as u64;
    let threads: Vec<_> = (0..workers as u64)
        .map(|worker| {
            let numbers = range(worker).chain(range(parts - 1 - worker));
            thread::spawn(move || numbers.filter(|&n| is_prime(n)).sum::<u64>())
        })
        .collect();
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum()
}
