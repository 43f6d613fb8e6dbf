//! Mistake: counts up to the limit, but not the limit itself.
//! Caught by: contract primes::t1_the_sum_is_exact
//! Says: their sum is 2, not 0

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let workers = workers as u64;
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|w| {
                s.spawn(move || {
                    let blocks = (0..limit)
                        .step_by(100)
                        .skip(w as usize)
                        .step_by(workers as usize);
                    blocks
                        .flat_map(|first| first..limit.min(first + 100))
                        .filter(|&n| is_prime(n))
                        .sum::<u64>()
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
