//! Mistake: strides over the odd numbers: good for 2 workers, but of 3 one gets all multiples of 3.
//! Caught by: contract primes::t6_no_worker_does_much_more_than_the_others
//! Says: on 3 workers: they made

use std::thread;

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let two = if limit >= 2 { 2 } else { 0 };
    thread::scope(|s| {
        let handles: Vec<_> = (0..workers as u64)
            .map(|w| {
                let odd = (2 * w + 1..=limit).step_by(2 * workers);
                s.spawn(move || odd.filter(|&n| is_prime(n)).sum::<u64>())
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).sum::<u64>() + two
    })
}
