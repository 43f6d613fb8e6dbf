//! Mistake: starts no thread when there are no workers, and takes 0 for the sum.
//! Caught by: contract primes::t7_without_a_worker_it_panics_in_words
//! Says: it returned

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    let share = |w: usize| -> u64 {
        let blocks = (0..=limit).step_by(100).skip(w).step_by(workers);
        blocks
            .flat_map(|first| first..=limit.min(first + 99))
            .filter(|&n| is_prime(n))
            .sum()
    };
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers).map(|w| s.spawn(move || share(w))).collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
