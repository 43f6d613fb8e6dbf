//! Alternative: a loop instead of an iterator's own method.

/// The sum of all `numbers`.
pub fn sum(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for number in numbers {
        sum += number;
    }
    sum
}
