//! Mistake: has no sum of its own for each worker: every number, prime or not, goes through the lock of the one sum. [16]
//! Caught by: speed primes::t9_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{
    sync::{Arc, Mutex},
    thread,
};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let sum = Arc::new(Mutex::new(0));
    let handles: Vec<_> = (0..workers)
        .map(|w| {
            let sum = Arc::clone(&sum);
            thread::spawn(move || {
                let blocks = (0..=limit).step_by(100).skip(w).step_by(workers);
                for n in blocks.flat_map(|first| first..=limit.min(first + 99)) {
                    let prime = is_prime(n);
                    let mut sum = sum.lock().unwrap();
                    *sum += if prime { n } else { 0 };
                }
            })
        })
        .collect();
    for h in handles {
        h.join().unwrap();
    }
    *sum.lock().unwrap()
}
