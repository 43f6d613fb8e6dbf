//! Alternative: one range for each worker, cut where the cost is even rather than the count: n numbers cost about n to the power of 1.4.

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let cut = |worker: usize| -> u64 {
        let part = (worker as f64 / workers as f64).powf(1.0 / 1.4);
        (part * (limit as f64 + 1.0)).round() as u64
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                let mut numbers = cut(worker)..cut(worker + 1);
                scope.spawn(move || -> u64 { numbers.by_ref().filter(|&n| is_prime(n)).sum() })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}
