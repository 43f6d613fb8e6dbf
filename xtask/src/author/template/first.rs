//! Exercise `first`: replace it by yours.

/// The sum of all `numbers`; 0 if there are none.
///
/// * Overflow: does not happen for numbers whose sum fits.
pub fn sum(numbers: &[u64]) -> u64 {
    //# stub: todo!("add up {} numbers", numbers.len())
    //# solution:
    numbers.iter().sum()
    //# end
}
