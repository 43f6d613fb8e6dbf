//! Mistake: takes one number at a time from a range behind a lock: getting a number costs more than testing it. [16]
//! Caught by: speed primes::t9_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use crate::is_prime;

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    let (numbers, sum) = (Mutex::new(0..=limit), AtomicU64::new(0));
    let take = || numbers.lock().unwrap().next_back();
    let work = || {
        while let Some(n) = take() {
            if is_prime(n) {
                sum.fetch_add(n, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(work);
        }
        work();
    });
    sum.into_inner()
}
