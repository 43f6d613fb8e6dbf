//! What the rounds showed, in a few figures.

use super::walk::Judged;

/// Figures for people; none of them decides anything.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Facts {
    /// How many rounds counted.
    pub rounds: usize,
    /// In how many of them the subject was fast enough.
    pub hits: usize,
    /// In how many of them the machine was calm.
    pub calm: usize,
    /// In how many of the calm rounds the subject was fast enough.
    pub calm_hits: usize,
    /// How many times as fast as the serial code: the median over calm rounds, or over all if none was calm.
    pub speedup: f64,
    /// The best of all rounds.
    pub best: f64,
    /// How many times as long as plain code one worker took, as far as it counts, in the rounds that [`Self::speedup`]
    /// comes from.
    pub alone: f64,
    /// The same beside what all workers have computed together; 0 where the system does not tell.
    pub together: f64,
    /// The cores that k threads really got in the rounds that [`Self::speedup`] comes from, as a median.
    pub granted: f64,
    /// The same of all rounds.
    pub cores: f64,
}

impl Facts {
    /// Of these rounds with k workers.
    pub fn of(rounds: &[Judged], workers: usize) -> Self {
        let calm: Vec<&Judged> = rounds.iter().filter(|round| round.calm).collect();
        let all: Vec<&Judged> = rounds.iter().collect();
        let telling = if calm.is_empty() { &all } else { &calm };
        let middle = |rounds: &[&Judged], value: fn(&Judged) -> f64| {
            let values: Vec<f64> = rounds.iter().map(|round| value(round)).collect();
            median(&values).unwrap_or(0.0)
        };
        let hits = |rounds: &[&Judged]| rounds.iter().filter(|round| round.hit).count();
        let speedups = rounds.iter().map(|round| round.speedup);
        Self {
            rounds: all.len(),
            hits: hits(&all),
            calm: calm.len(),
            calm_hits: hits(&calm),
            speedup: middle(telling, |round| round.speedup),
            best: speedups.fold(0.0, f64::max),
            alone: middle(telling, |round| round.alone),
            together: middle(telling, |round| round.together),
            granted: middle(telling, |round| round.capacity) * workers as f64,
            cores: middle(&all, |round| round.capacity) * workers as f64,
        }
    }
}

/// The value in the middle; the mean of both if there are two. `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        even if even % 2 == 0 => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
        _ => Some(sorted[middle]),
    }
}

/// The value that a share of all lies below, by the nearest rank. `None` of nothing.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = (share.clamp(0.0, 1.0) * last as f64).round() as usize;
    sorted.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::{Facts, median, quantile};
    use crate::speed::walk::Judged;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 9.0]), Some(3.0));
        assert_eq!(median(&[4.0, 1.0, 9.0, 2.0]), Some(3.0));
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(quantile(&values, 0.1), Some(10.0));
        assert_eq!(quantile(&[], 0.1), None);
    }

    #[test]
    fn the_speedup_is_that_of_calm_rounds_if_there_are_any() {
        let round = |speedup, capacity: f64| Judged {
            speedup,
            alone: 1.0,
            together: 1.0,
            capacity,
            hit: speedup >= 1.5,
            miss: speedup < 1.5,
            far: false,
            calm: capacity > 0.85,
            waste: 0.0,
        };
        let facts = Facts::of(&[round(1.9, 1.0), round(1.1, 0.5), round(1.0, 0.5)], 2);
        assert_eq!((facts.speedup, facts.best), (1.9, 1.9));
        assert_eq!((facts.granted, facts.cores), (2.0, 1.0));
        assert_eq!((facts.rounds, facts.hits, facts.calm), (3, 1, 1));
        assert_eq!(facts.calm_hits, 1);
        let facts = Facts::of(&[round(1.1, 0.5), round(1.0, 0.5), round(1.0, 0.6)], 2);
        assert_eq!((facts.speedup, facts.calm_hits), (1.0, 0));
    }
}
