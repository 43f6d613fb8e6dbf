//! Mistake: all workers wait for one another after each block of thirteen numbers, so that none gets ahead.
//! Caught by: speed primes::t9_two_workers_are_much_faster_than_one
//! Says: slower than the course's serial code
//! Cause: stops
//! Varies: times and shares are this machine's

use std::{sync::Barrier, thread};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    const BLOCK: u64 = 13;
    let together = &Barrier::new(workers);
    let rounds = limit / (BLOCK * workers as u64) + 1;
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers as u64)
            .map(|w| {
                s.spawn(move || {
                    let mut sum = 0;
                    for round in 0..rounds {
                        let first = (round * workers as u64 + w) * BLOCK;
                        sum += (first..first + BLOCK)
                            .filter(|&n| n <= limit && is_prime(n))
                            .sum::<u64>();
                        together.wait();
                    }
                    sum
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
