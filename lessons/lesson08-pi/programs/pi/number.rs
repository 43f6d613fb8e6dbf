//! Whole numbers as people type them.

/// Reads `10000000`, `10_000_000` and `1e7`.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    match digits.split_once(['e', 'E']) {
        None => digits.parse().ok(),
        Some((number, zeros)) => {
            let number: u64 = number.parse().ok()?;
            number.checked_mul(10_u64.checked_pow(zeros.parse().ok()?)?)
        }
    }
}
