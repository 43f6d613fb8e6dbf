//! Mistake: divides rounding down: the numbers that are left over belong to nobody. [76]
//! Caught by: contract primes::t2_the_sum_is_the_same_for_any_number_of_workers
//! Says: Hint: which numbers does the last worker look at?

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let workers = workers as u64;
    let share = (limit + 1) / workers;
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|w| {
                s.spawn(move || {
                    (w * share..(w + 1) * share)
                        .filter(|&n| is_prime(n))
                        .sum::<u64>()
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
