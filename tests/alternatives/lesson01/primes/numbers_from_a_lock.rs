//! Alternative: a hundred numbers at a time from a range behind a lock, and the caller's own thread is one of the workers.

use std::{
    ops::RangeInclusive,
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
    let (blocks, sum) = (Mutex::new((0..=limit).step_by(100)), AtomicU64::new(0));
    let take = || -> Option<RangeInclusive<u64>> {
        let first = blocks.lock().unwrap().next()?;
        Some(first..=limit.min(first + 99))
    };
    let work = || {
        while let Some(block) = take() {
            let part: u64 = block.filter(|&n| is_prime(n)).sum();
            sum.fetch_add(part, Ordering::Relaxed);
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
