//! Mistake: takes it for granted that there is a first number.
//! Caught by: contract first::t2_no_numbers_are_fine
//! Says: index out of bounds

/// The sum of all `numbers`.
pub fn sum(numbers: &[u64]) -> u64 {
    let mut sum = numbers[0];
    for number in numbers.iter().skip(1) {
        sum += number;
    }
    sum
}
