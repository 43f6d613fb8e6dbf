//! Mistake: hands every sum out whole: the largest is one worker's alone. [56]
//! Caught by: speed with_rayon::t10_two_workers_share_every_sum
//! Says: with 2 workers it is
//! Cause: imbalance

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
            .map(|&limit| (0..=limit).filter(|&n| is_prime(n)).sum())
            .collect()
    })
}

fn pool(workers: usize) -> rayon::ThreadPool {
    assert!(workers > 0, "a pool needs at least one worker"); // rayon takes 0 for "as many as there are cores"
    rayon::ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .expect("the system lets us start threads")
}

/// On the pool of the thread that calls it.
fn primes_up_to(limit: u64) -> u64 {
    (0..=limit).into_par_iter().filter(|&n| is_prime(n)).sum()
}
