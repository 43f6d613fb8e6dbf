//! Alternative: whoever is free takes the next block, by an atomic counter; nothing is shared out beforehand.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use crate::is_prime;

const BLOCK: u64 = 1_000;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let next = AtomicU64::new(0);
    let work = || {
        let mut sum = 0;
        loop {
            let first = next.fetch_add(BLOCK, Ordering::Relaxed);
            if first > limit {
                return sum;
            }
            let last = limit.min(first + BLOCK - 1);
            sum += (first..=last).filter(|&n| is_prime(n)).sum::<u64>();
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}
