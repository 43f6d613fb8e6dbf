//! Mistake: begins with the second number.
//! Caught by: contract first::t1_every_number_counts
//! Says: came out as 6

/// The sum of all `numbers`.
pub fn sum(numbers: &[u64]) -> u64 {
    numbers.iter().skip(1).sum()
}
