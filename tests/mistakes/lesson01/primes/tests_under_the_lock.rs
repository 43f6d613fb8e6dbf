//! Mistake: takes the next number behind a lock, and lets go of the lock only when the number has been tested. [15]
//! Caught by: contract primes::t3_all_workers_work_at_the_same_time
//! Says: only 1 of 3 were there

use std::{sync::Mutex, thread};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let numbers = Mutex::new(0..=limit);
    let work = || {
        let mut sum = 0;
        while let Some(n) = numbers.lock().unwrap().next() {
            if is_prime(n) {
                sum += n;
            }
        }
        sum
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}
