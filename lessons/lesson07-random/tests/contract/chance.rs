//! How far from even may honest luck be?
//!
//! Every seed in these tests is fixed, so a test that passes once passes always. The limits are such that honest luck
//! passes them with one seed in a billion: right code may choose its numbers as it likes.

/// The sum of (seen − expected)² ÷ expected over all counts, if each is expected to be the same.
///
/// For honest luck it is about as large as the number of counts less one.
pub(crate) fn chi_square(counts: &[u64]) -> f64 {
    let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    counts.iter().map(|&seen| distance(seen, expected)).sum()
}

/// How far single histograms are from the one that they make up together: again the sum of (seen − expected)² ÷ expected.
///
/// An unfair die makes no difference here. For honest luck it is about (histograms − 1) × (faces − 1).
pub(crate) fn spread(histograms: &[[u64; 6]]) -> f64 {
    let face_of = |face: usize| histograms.iter().map(move |faces| faces[face]);
    let spread_of = |face: usize| -> f64 {
        let expected = face_of(face).sum::<u64>() as f64 / histograms.len() as f64;
        face_of(face).map(|seen| distance(seen, expected)).sum()
    };
    (0..6).map(spread_of).sum()
}

fn distance(seen: u64, expected: f64) -> f64 {
    if expected == 0.0 {
        return 0.0; // what never comes never comes too often
    }
    (seen as f64 - expected).powi(2) / expected
}

/// One in a billion has a [`chi_square`] above this one, over 6 counts: 5 degrees of freedom.
pub(crate) const LIMIT_OF_6: f64 = 50.7;

/// The same over 100 counts: 99 degrees of freedom.
pub(crate) const LIMIT_OF_100: f64 = 207.9;

/// One in a billion has a [`spread`] above this one, over ten histograms: 45 degrees of freedom.
pub(crate) const LIMIT_OF_SPREAD: f64 = 126.9;

/// One in a billion has a [`spread`] below this one.
pub(crate) const LEAST_SPREAD: f64 = 8.8;
