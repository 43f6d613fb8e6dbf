//! Alternative: rayon's tasks in place of its iterators: a scope with a task for each item, and `join` for halves.

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::is_prime;

/// Calls `f` with every item on a rayon pool of so many threads.
pub fn map<T, R>(items: &[T], workers: usize, f: impl Fn(&T) -> R + Send + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let mut places: Vec<Option<R>> = items.iter().map(|_| None).collect();
    pool(workers).scope(|scope| {
        for (place, item) in places.iter_mut().zip(items) {
            let f = &f;
            scope.spawn(move |_| *place = Some(f(item)));
        }
    });
    places.into_iter().flatten().collect()
}

/// The sum of all prime numbers up to and including `limit`.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    pool(workers).install(|| primes_in(0, limit))
}

/// The sums for several limits, in their order.
pub fn sums_of_primes(limits: &[u64], workers: usize) -> Vec<u64> {
    let pool = pool(workers);
    limits
        .iter()
        .map(|&limit| pool.install(|| primes_in(0, limit)))
        .collect()
}

fn pool(workers: usize) -> ThreadPool {
    assert!(workers > 0, "at least one worker must do it");
    ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .unwrap()
}

fn primes_in(first: u64, last: u64) -> u64 {
    if last - first < 1_000 {
        return (first..=last).filter(|&n| is_prime(n)).sum();
    }
    let middle = first.midpoint(last);
    let (low, high) = rayon::join(|| primes_in(first, middle), || primes_in(middle + 1, last));
    low + high
}
