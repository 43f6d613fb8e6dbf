//! Alternative: splits the slice and calls itself.

/// The sum of all `numbers`.
pub fn sum(numbers: &[u64]) -> u64 {
    match numbers {
        [] => 0,
        [first, rest @ ..] => first + sum(rest),
    }
}
