//! Mistake: each worker adds up its primes in a `u32`.
//! Caught by: contract primes::t1_the_sum_is_exact
//! Says: attempt to add with overflow

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let blocks = (0..=limit).step_by(100).collect::<Vec<_>>();
    let blocks = &blocks;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || {
                    let mut sum: u32 = 0;
                    for &first in blocks.iter().skip(worker).step_by(workers) {
                        for n in first..=limit.min(first + 99) {
                            if is_prime(n) {
                                sum += n as u32;
                            }
                        }
                    }
                    sum
                })
            })
            .collect();
        let sums = threads.into_iter().map(|thread| thread.join().unwrap());
        sums.map(u64::from).sum()
    })
}
