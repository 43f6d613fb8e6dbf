//! The sums of the prime numbers up to 1, 2 and 3 million: as three whole jobs on your pool, and in pieces on rayon's.
//!
//! ```console
//! $ cargo run --release -p lesson04 --example three_sums
//! ```

use std::time::Instant;

use ::lesson04::{ThreadPool, is_prime, with_rayon::sums_of_primes};

const LIMITS: [u64; 3] = [1_000_000, 2_000_000, 3_000_000];

fn sum(limit: u64) -> u64 {
    (0..=limit).filter(|&n| is_prime(n)).sum()
}

fn main() {
    let serial = timed("one after the other", || LIMITS.map(sum).to_vec());
    let whole = timed("whole jobs, 2 workers", || {
        ThreadPool::new(2).map(LIMITS, sum)
    });
    let pieces = timed("in pieces, rayon with 2", || sums_of_primes(&LIMITS, 2));
    println!(
        "\nwhole jobs are {:.2} times as fast as one worker, pieces {:.2} times",
        serial / whole,
        serial / pieces
    );
}

/// Shows the sums and how long they took; returns the seconds.
fn timed(how: &str, work: impl FnOnce() -> Vec<u64>) -> f64 {
    let begin = Instant::now();
    let sums = work();
    let seconds = begin.elapsed().as_secs_f64();
    println!("{how:25} {seconds:6.3} s  {sums:?}");
    seconds
}
