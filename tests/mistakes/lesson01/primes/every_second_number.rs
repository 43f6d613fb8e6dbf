//! Mistake: strides by the number of workers: with two of them, one gets all the even numbers.
//! Caught by: contract primes::t6_no_worker_does_much_more_than_the_others
//! Says: the busiest made 1.90 times the mean

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers as u64)
            .map(|w| {
                s.spawn(move || {
                    (w..=limit)
                        .step_by(workers)
                        .filter(|&n| is_prime(n))
                        .sum::<u64>()
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
