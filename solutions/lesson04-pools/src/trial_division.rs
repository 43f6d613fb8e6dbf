//! Given: a test for prime numbers. Nothing to do here.

/// Whether `n` is a prime number.
///
/// Tries 2, 3 and then every 6k ± 1 up to the square root of `n`, until one of them divides `n`: the
/// larger a prime number, the longer it takes.
// The same machine code for the workers and for the serial code that they are compared with.
#[inline(never)]
pub fn is_prime(n: u64) -> bool {
    match n {
        0 | 1 => false,
        2 | 3 => true,
        _ if n.is_multiple_of(2) || n.is_multiple_of(3) => false,
        _ => {
            let (root, mut divisor) = (n.isqrt(), 5);
            while divisor <= root {
                if n.is_multiple_of(divisor) || n.is_multiple_of(divisor + 2) {
                    return false;
                }
                divisor += 6;
            }
            true
        }
    }
}
