//! Mistake: starts a thread for each block of numbers: balanced, but without regard to `workers`. [54]
//! Caught by: contract primes::t4_never_more_threads_than_workers
//! Says: `is_prime` was asked on 101 threads

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let _ = workers;
    thread::scope(|s| {
        let handles: Vec<_> = (0..=limit)
            .step_by(1_000)
            .map(|first| {
                s.spawn(move || {
                    (first..=limit.min(first + 999))
                        .filter(|&n| is_prime(n))
                        .sum::<u64>()
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
