//! Mistake: drops the handles, and reads the sum before the threads have found it. [3]
//! Caught by: contract primes::t1_the_sum_is_exact
//! Says: on 1 worker: their sum is
//! Varies: how far the threads have come by then.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let sum = Arc::new(AtomicU64::new(0));
    for worker in 0..workers {
        let sum = Arc::clone(&sum);
        thread::spawn(move || {
            let blocks = (0..=limit).step_by(100).skip(worker).step_by(workers);
            for first in blocks {
                let part: u64 = (first..=limit.min(first + 99))
                    .filter(|&n| is_prime(n))
                    .sum();
                sum.fetch_add(part, Ordering::Relaxed);
            }
        });
    }
    sum.load(Ordering::Relaxed)
}
