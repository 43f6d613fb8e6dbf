//! Given: a test for prime numbers that tells what it costs. Nothing to do here.
//!
//! The checks of `primes` ask whether the work is shared fairly. A time cannot tell: it differs from
//! machine to machine and from run to run. The number of divisions can: it is the same everywhere.
//! So [`is_prime`] reports its divisions to whoever [`watch`]es.

use std::sync::OnceLock;

static WATCHER: OnceLock<fn(u64)> = OnceLock::new();

/// Whether `n` is a prime number.
///
/// Tries 2, 3 and then every 6k ± 1 up to the square root of `n`, until one of them divides `n`. An
/// even number costs 1 division, and a prime number about a third of its square root.
// The same machine code for the workers and for the serial code that they are compared with.
#[inline(never)]
pub fn is_prime(n: u64) -> bool {
    let mut divisions = 0;
    let mut divides = |divisor| {
        divisions += 1;
        n.is_multiple_of(divisor)
    };
    let prime = match n {
        0 | 1 => false,
        2 | 3 => true,
        _ if divides(2) || divides(3) => false,
        _ => !(5..=n.isqrt())
            .step_by(6)
            .any(|divisor| divides(divisor) || divides(divisor + 2)),
    };
    if let Some(watcher) = WATCHER.get() {
        watcher(divisions);
    }
    prime
}

/// From now on, every [`is_prime`] ends with a call of `watcher`: on the thread that asked, with the number of
/// divisions it took. For the checks; the first watcher of a process stays.
///
/// Blocking: the watcher of the checks lets a thread wait that is ahead of the others. So all workers go
/// in step, as if each had a processor of its own, and all were equally fast. Without that, code that
/// gives the next piece to whoever is free would be blamed for a busy machine.
pub fn watch(watcher: fn(u64)) {
    // A second watcher has nothing to say: the checks only ever have one.
    let _ = WATCHER.set(watcher);
}
