//! Alternative: blocks come through one channel, and partial sums go back through another; no scope, and joins at the end.

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let (blocks, waiting) = mpsc::channel();
    let waiting = Arc::new(Mutex::new(waiting));
    let (sums, results) = mpsc::channel();
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (waiting, sums) = (Arc::clone(&waiting), sums.clone());
            let take = move || waiting.lock().unwrap().recv();
            thread::spawn(move || {
                while let Ok((first, last)) = take() {
                    let sum: u64 = (first..=last).filter(|&n| is_prime(n)).sum();
                    sums.send(sum).unwrap();
                }
            })
        })
        .collect();
    drop(sums);
    for first in (0..=limit).step_by(500) {
        blocks.send((first, limit.min(first + 499))).unwrap();
    }
    drop(blocks);
    let sum = results.iter().sum();
    for thread in threads {
        thread.join().unwrap();
    }
    sum
}
