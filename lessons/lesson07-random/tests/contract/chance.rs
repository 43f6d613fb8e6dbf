//! How far from even may honest luck be?
//!
//! Every seed in these tests is fixed, so a test that passes once passes always. The limits are such that right code
//! fails with one seed in a billion: the first seed that anybody tries will do.

/// The sum of (seen − expected)² ÷ expected over all counts, if each is expected to be the same.
///
/// For honest luck it is about as large as the number of counts less one.
pub(crate) fn chi_square(counts: &[u64]) -> f64 {
    let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    let far = |&seen: &u64| (seen as f64 - expected).powi(2) / expected;
    counts.iter().map(far).sum()
}

/// One in a billion has a [`chi_square`] above this one, over 6 counts.
pub(crate) const LIMIT_OF_6: f64 = 50.7;

/// The same for the sum of ten, over 6 counts each.
pub(crate) const LIMIT_OF_TEN_TIMES_6: f64 = 134.9;

/// The same over 100 counts.
pub(crate) const LIMIT_OF_100: f64 = 207.9;
