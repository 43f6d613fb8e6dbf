//! Mistake: sorts the sums, so that nobody knows which is whose.
//! Caught by: contract with_rayon::t9_several_sums_come_in_the_order_of_their_limits
//! Says: 454396537, 1709600813, 3709507114

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
    let mut sums: Vec<u64> = pool(workers).install(|| {
        limits
            .par_iter()
            .map(|&limit| primes_up_to(limit))
            .collect()
    });
    sums.sort_unstable();
    sums
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
