//! Mistake: a sieve finds the primes on the caller's thread; the workers ask about other numbers, for show.
//! Caught by: contract primes::t3_all_workers_work_at_the_same_time
//! Says: and the primes alone take

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let mut crossed_out = vec![false; limit as usize + 1];
    let mut sum = 0;
    for n in 2..=limit {
        if !crossed_out[n as usize] {
            sum += n;
            let multiples = (n * n..=limit).step_by(n as usize);
            multiples.for_each(|multiple| crossed_out[multiple as usize] = true);
        }
    }
    thread::scope(|scope| {
        for worker in 0..workers as u64 {
            let first = 1_000_003 + 1_000 * worker;
            scope.spawn(move || (first..first + 1_000).filter(|&n| is_prime(n)).count());
        }
    });
    sum
}
