//! Mistake: gives every worker as many numbers in a row: the large ones cost more. [56]
//! Caught by: contract primes::t6_no_worker_does_much_more_than_the_others
//! Says: the busiest made 1.20 times the mean

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let workers = workers as u64;
    let share = limit / workers + 1;
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|w| {
                let end = limit.min((w + 1) * share - 1);
                s.spawn(move || (w * share..=end).filter(|&n| is_prime(n)).sum::<u64>())
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
