//! Mistake: keeps a pool of every size, so that none is made twice, and none ever ends.
//! Caught by: contract with_rayon::t3_no_thread_is_left_behind
//! Says: threads that live on: 4

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use rayon::prelude::*;

use crate::is_prime;

/// Calls `f` with every item on a rayon pool of so many threads, and returns the answers in their order.
pub fn map<T, R>(items: &[T], workers: usize, f: impl Fn(&T) -> R + Send + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    pool(workers).install(|| items.par_iter().map(f).collect())
}

/// The sum of all prime numbers up to and including `limit`, found on a rayon pool of so many threads.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    pool(workers).install(|| primes_up_to(limit))
}

/// The sums for several limits, in their order: `&[1_000_000, 2_000_000, 3_000_000]`.
pub fn sums_of_primes(limits: &[u64], workers: usize) -> Vec<u64> {
    pool(workers).install(|| {
        limits
            .par_iter()
            .map(|&limit| primes_up_to(limit))
            .collect()
    })
}

fn pool(workers: usize) -> Arc<rayon::ThreadPool> {
    static POOLS: Mutex<BTreeMap<usize, Arc<rayon::ThreadPool>>> = Mutex::new(BTreeMap::new());
    assert!(workers > 0, "a pool needs at least one worker");
    let mut pools = POOLS.lock().unwrap();
    let pool = pools.entry(workers).or_insert_with(|| {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(workers);
        Arc::new(builder.build().unwrap())
    });
    Arc::clone(pool)
}

/// On the pool of the thread that calls it.
fn primes_up_to(limit: u64) -> u64 {
    (0..=limit).into_par_iter().filter(|&n| is_prime(n)).sum()
}
