//! The same work with rayon, whose pool steals, nests and borrows.

/// Calls `f` with every item on a rayon pool of so many threads, and returns the answers in the order of the
/// items.
///
/// Unlike [`ThreadPool::map`](crate::ThreadPool::map) it borrows: neither the items nor `f` need be `'static`.
/// The pool is made for this call, and all of its threads have been told to end when it returns.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, with its payload if `f` panics, and if the system refuses a thread.
pub fn map<T, R>(items: &[T], workers: usize, f: impl Fn(&T) -> R + Send + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let _ = (items, f);
    todo!("map in parallel on a rayon pool, with {workers} for `workers`")
}

/// The sum of all prime numbers up to and including `limit`, found on a rayon pool of so many threads.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, and if the system refuses a thread.
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    todo!("add up the prime numbers up to {limit} on a rayon pool, with {workers} for `workers`")
}

/// The sums for several limits, in their order: `&[1_000_000, 2_000_000, 3_000_000]` is the Python tutorial's job.
///
/// No worker is without work while another one still has much to do, however the limits differ.
///
/// * Speed: for some hundred thousand numbers in all, two workers on two free cores need at most two thirds of the time
///   that one thread needs without this function.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, and if the system refuses a thread.
pub fn sums_of_primes(limits: &[u64], workers: usize) -> Vec<u64> {
    todo!("add up the primes up to each of {limits:?} on one pool, with {workers} for `workers`")
}
