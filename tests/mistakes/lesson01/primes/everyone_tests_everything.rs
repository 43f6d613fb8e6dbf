//! Mistake: every worker tests all numbers and keeps only its own: perfectly balanced, and no faster.
//! Caught by: contract primes::t5_no_number_is_tested_twice
//! Says: takes

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
                    let mut sum = 0;
                    for n in 0..=limit {
                        if is_prime(n) && n / 100 % workers == w {
                            sum += n;
                        }
                    }
                    sum
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
