//! The answers as a table for people, or as lines for programs.

use std::f64::consts::PI;

use ::lesson08::Estimate;

use crate::{
    number::{counted, time},
    options::{Form, Options},
};

/// The first line of `--csv`.
pub(crate) const CSV: &str = "form,workers,points,hits,pi,standard_error,seconds,speedup";

/// Of a serial run that takes less than so many seconds no speedup can be told.
const SOON: f64 = 0.005;

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
        "π from {} of seed {}\n\n  {:<9} {:>7} {:>15}  {:<23} {:>8} {:>8}",
        counted(options.points, "point"),
        options.seed,
        "form",
        "workers",
        "hits",
        "π ± standard error",
        "time",
        "speedup"
    )
}

impl Row {
    /// For people.
    pub(crate) fn line(&self, serial: &Self) -> String {
        format!(
            "  {:<9} {:>7} {:>15}  {:.8} ± {:.8} {:>8} {:>8.2}",
            self.form.name(),
            self.workers,
            self.estimate.hits,
            self.estimate.pi(),
            self.estimate.standard_error(),
            time(self.seconds),
            self.speedup(serial),
        )
    }

    /// For programs.
    pub(crate) fn csv(&self, serial: &Self) -> String {
        format!(
            "{},{},{},{},{},{},{:.9},{:.3}",
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

    /// How good the estimate is, and why nobody should be disappointed of the speedups.
    pub(crate) fn verdict(&self) -> String {
        let off = (self.estimate.pi() - PI).abs();
        let error = self.estimate.standard_error();
        let off = match error > 0.0 {
            true => format!("{off:.8} off, {:.1} standard errors", off / error),
            false => format!("{off:.8} off; so few points tell no error"),
        };
        let soon = match self.seconds < SOON {
            true => format!(
                "\n  {} are over before more hands can help; try more points.",
                time(self.seconds)
            ),
            false => String::new(),
        };
        format!("\n  π is {PI:.8}: {off}.{soon}")
    }

    fn speedup(&self, serial: &Self) -> f64 {
        serial.seconds / self.seconds.max(1e-9)
    }
}
