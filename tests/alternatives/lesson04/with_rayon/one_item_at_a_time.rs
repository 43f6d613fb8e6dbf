//! Alternative: every item may be stolen by itself, and the sums are folded from all pairs of a limit and a number.

use rayon::{ThreadPoolBuilder, prelude::*};

use crate::is_prime;

/// Calls `f` with every item on a rayon pool of so many threads.
pub fn map<T, R>(items: &[T], workers: usize, f: impl Fn(&T) -> R + Send + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    on(workers, || {
        let mut answers = Vec::with_capacity(items.len());
        items
            .par_iter()
            .with_max_len(1)
            .map(f)
            .collect_into_vec(&mut answers);
        answers
    })
}

/// The sum of all prime numbers up to and including `limit`.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    sums_of_primes(&[limit], workers)[0]
}

/// The sums for several limits, in their order.
pub fn sums_of_primes(limits: &[u64], workers: usize) -> Vec<u64> {
    let nothing = || vec![0; limits.len()];
    let numbers = limits.par_iter().enumerate().flat_map(|(place, &limit)| {
        let with_place = move |n| (place, n);
        (0..limit + 1).into_par_iter().map(with_place)
    });
    let add = |mut sums: Vec<u64>, (place, n): (usize, u64)| {
        sums[place] += if is_prime(n) { n } else { 0 };
        sums
    };
    let merge =
        |left: Vec<u64>, right: Vec<u64>| left.iter().zip(right).map(|(l, r)| l + r).collect();
    on(workers, || {
        numbers.fold(nothing, add).reduce(nothing, merge)
    })
}

fn on<R: Send>(workers: usize, work: impl FnOnce() -> R + Send) -> R {
    assert!(workers > 0, "a pool of threads needs at least one worker");
    ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .unwrap()
        .install(work)
}
