//! Exercise `primes`: work whose pieces do not cost the same.

//# stub: use crate::is_prime;
//# solution:
use std::{panic, thread};

use crate::is_prime;

/// Numbers dealt to a worker at once: many enough that cheap and expensive ones mix, few enough that
/// the last block does not matter.
const BLOCK: u64 = 100;
//# end

/// The sum of all prime numbers up to and including `limit`, found by `workers` threads.
///
/// [`is_prime`] decides. It is asked about each number at most once, on at most `workers` threads in all.
///
/// * Balance: for a `limit` of 100 000 or more and up to 4 `workers`, all of them are at work at the same time,
///   and none makes more than 1.1 times the mean number of divisions (all divisions ÷ `workers`).
/// * Speed: for some hundred thousand numbers, two workers on two free cores need at most two thirds of the time that
///   one thread needs without this function.
/// * Blocking: returns when all threads that it started have ended.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, also when there is nothing to do.
///
/// # Example
///
/// ```
/// # use lesson01::sum_of_primes;
/// assert_eq!(sum_of_primes(11, 2), 2 + 3 + 5 + 7 + 11);
/// ```
pub fn sum_of_primes(limit: u64, workers: usize) -> u64 {
    //# stub: let _ = is_prime; // given: asks whether one number is prime
    //# stub: todo!("sum the primes up to {limit}, with {workers} for `workers`")
    //# solution:
    assert!(workers > 0, "sum_of_primes needs at least one worker");
    // Dealt like cards: worker 0 gets the blocks 0, workers, 2 · workers, and so on.
    let stride = BLOCK as usize * workers;
    let share = |worker: u64| -> u64 {
        (worker * BLOCK..=limit)
            .step_by(stride)
            .flat_map(|first| first..=limit.min(first + BLOCK - 1))
            .filter(|&n| is_prime(n))
            .sum()
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers as u64)
            .map(|worker| scope.spawn(move || share(worker)))
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|payload| panic::resume_unwind(payload))
            })
            .sum()
    })
    //# end
}
