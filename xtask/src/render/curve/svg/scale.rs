//! Where a point of a curve lies in the drawing.

use super::{BOTTOM, LEFT, RIGHT, TOP};
use crate::speed::{Axis, Curve};

/// From so many cores on, workers stand at equal steps where they double: up to four times as many are tried.
const MANY: u64 = 8;

/// From values to places.
pub(super) struct Scale {
    is_logarithmic: bool,
    first: f64,
    last: f64,
    /// The value at the upper edge.
    pub(super) top: f64,
}

impl Scale {
    pub(super) fn of(curve: &Curve) -> Self {
        let mut all = curve.points.iter().map(|point| point.at as f64);
        let first = all.next().unwrap_or(1.0);
        let last = all.next_back().unwrap_or(first + 1.0);
        Self {
            is_logarithmic: curve.axis == Axis::Work || curve.cores >= MANY,
            first,
            last: last.max(first + 1.0),
            top: (curve.highest() * 1.04).max(curve.least_top()),
        }
    }

    /// A few workers stand at their places; many of them, and amounts of work, at equal steps where they double.
    pub(super) fn x(&self, at: f64) -> f64 {
        let share = match self.is_logarithmic {
            false => (at - self.first) / (self.last - self.first),
            true => (at / self.first).ln() / (self.last / self.first).ln(),
        };
        LEFT + 40.0 + share * (RIGHT - LEFT - 80.0)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        BOTTOM - (value / self.top).min(1.0) * (BOTTOM - TOP)
    }
}
