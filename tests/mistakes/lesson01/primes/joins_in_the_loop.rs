//! Mistake: spawns and joins in one loop, so the workers run one after the other. [1]
//! Caught by: contract primes::t3_all_workers_work_at_the_same_time
//! Says: only 1 of 3

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let workers = workers as u64;
    let share = limit / workers + 1;
    let mut sum = 0;
    for w in 0..workers {
        let handle = thread::spawn(move || {
            let end = limit.min((w + 1) * share - 1);
            (w * share..=end).filter(|&n| is_prime(n)).sum::<u64>()
        });
        sum += handle.join().unwrap();
    }
    sum
}
