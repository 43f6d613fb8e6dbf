//! Mistake: tests the numbers by itself instead of asking `is_prime`, so nobody can count what it costs.
//! Caught by: contract primes::t3_all_workers_work_at_the_same_time
//! Says: `is_prime` was never asked

use std::thread;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let prime = |n: u64| n >= 2 && (2..=n.isqrt()).all(|d| n % d != 0);
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|w| {
                let blocks = (0..=limit).step_by(100).skip(w).step_by(workers);
                let numbers = blocks.flat_map(move |first| first..=limit.min(first + 99));
                s.spawn(move || numbers.filter(|&n| prime(n)).sum::<u64>())
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum()
    })
}
