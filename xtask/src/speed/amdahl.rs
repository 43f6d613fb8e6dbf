//! Amdahl's law, fitted to measured speedups.
//!
//! Source: G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing
//! capabilities", AFIPS 1967.

/// The serial share that explains a curve best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The share of the work that one worker does alone, from 0 to 1.
    pub serial: f64,
    /// How far the measured speedups lie off the law on average, as a share of what it says.
    pub off: f64,
    /// How many points it was fitted to: one alone lies on the law whatever it is.
    pub points: usize,
}

impl Fit {
    /// The speedup that the law gives for so many cores, which need not be a whole number.
    pub fn speedup(&self, cores: f64) -> f64 {
        1.0 / (self.serial + (1.0 - self.serial) / cores)
    }
}

/// Fits the law to points of cores and speedup. `None` if there is no point with more than one core.
///
/// 1/S = s + (1 - s)/p is a line in s, so the least squares have a closed form. `cores` is what the machine
/// really gave, not the number of workers: else every lack of cores would be taken for a serial share.
pub fn fit(points: &[(f64, f64)]) -> Option<Fit> {
    let usable = || {
        points
            .iter()
            .filter(|(cores, speedup)| *cores > 1.05 && *speedup > 0.0)
    };
    let (mut above, mut below) = (0.0, 0.0);
    for (cores, speedup) in usable() {
        let free = 1.0 - 1.0 / cores;
        above += free * (1.0 / speedup - 1.0 / cores);
        below += free * free;
    }
    if below == 0.0 {
        return None;
    }
    let mut fit = Fit {
        serial: (above / below).clamp(0.0, 1.0),
        off: 0.0,
        points: usable().count(),
    };
    let off = usable().map(|(cores, speedup)| (speedup / fit.speedup(*cores) - 1.0).abs());
    fit.off = off.sum::<f64>() / fit.points as f64;
    Some(fit)
}

#[cfg(test)]
mod tests {
    use super::{Fit, fit};

    #[test]
    fn a_curve_that_follows_the_law_gives_its_serial_share_back() {
        for serial in [0.0, 0.05, 0.3, 1.0] {
            let law = Fit {
                serial,
                off: 0.0,
                points: 0,
            };
            let points: Vec<_> = (1..=8)
                .map(|cores| (f64::from(cores), law.speedup(f64::from(cores))))
                .collect();
            let found = fit(&points).unwrap();
            assert!(
                (found.serial - serial).abs() < 1e-9 && found.off < 1e-9 && found.points == 7,
                "{found:?} for {serial}"
            );
        }
    }

    #[test]
    fn one_core_says_nothing_and_a_speedup_above_the_cores_is_no_negative_share() {
        assert_eq!(fit(&[(1.0, 1.0)]), None);
        assert_eq!(fit(&[]), None);
        assert_eq!(fit(&[(2.0, 2.2)]).unwrap().serial, 0.0);
    }
}
