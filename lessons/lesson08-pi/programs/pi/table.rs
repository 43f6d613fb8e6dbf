//! The answers as a table for people, or as lines for programs.

use std::f64::consts::PI;

use ::lesson08::Estimate;

use crate::options::{Form, Options};

/// The first line of `--csv`.
pub(crate) const CSV: &str = "form,workers,points,hits,pi,standard_error,seconds,speedup";

/// One run.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub(crate) form: Form,
    pub(crate) workers: usize,
    pub(crate) estimate: Estimate,
    pub(crate) seconds: f64,
}

/// What stands above the rows.
pub(crate) fn head(options: &Options) -> String {
    format!(
        "π from {} points of seed {}\n\n  form       workers             hits   π ± standard error          seconds  speedup",
        options.points, options.seed
    )
}

impl Row {
    /// For people.
    pub(crate) fn line(&self, serial: &Self) -> String {
        format!(
            "  {:<10} {:>7} {:>16}   {:.8} ± {:.8} {:>12.4} {:>8.2}",
            self.form.name(),
            self.workers,
            self.estimate.hits,
            self.estimate.pi(),
            self.estimate.standard_error(),
            self.seconds,
            self.speedup(serial),
        )
    }

    /// For programs.
    pub(crate) fn csv(&self, serial: &Self) -> String {
        format!(
            "{},{},{},{},{},{},{:.6},{:.3}",
            self.form.name(),
            self.workers,
            self.estimate.points,
            self.estimate.hits,
            self.estimate.pi(),
            self.estimate.standard_error(),
            self.seconds,
            self.speedup(serial),
        )
    }

    /// How good the estimate is.
    pub(crate) fn verdict(&self) -> String {
        let off = self.estimate.pi() - PI;
        let error = self.estimate.standard_error();
        if error == 0.0 {
            return format!("\n  π is {PI:.8}; so few points tell no error.");
        }
        format!(
            "\n  π is {PI:.8}: {:.8} off, {:.1} standard errors.",
            off.abs(),
            off.abs() / error
        )
    }

    fn speedup(&self, serial: &Self) -> f64 {
        serial.seconds / self.seconds.max(1e-9)
    }
}
