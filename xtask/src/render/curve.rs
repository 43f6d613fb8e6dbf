//! A speedup curve: for a terminal, for a slide, for a program.

pub mod data;
pub mod plot;
pub mod svg;

#[cfg(test)]
mod tests;

use crate::speed::{Axis, Curve, Point};

/// What the points mean, in sentences that claim no more than was measured.
pub fn conclusions(curve: &Curve) -> Vec<String> {
    if let Some(point) = curve.disturbed() {
        return vec![format!(
            "This says more about the machine than about the code: {} workers got only {:.2} of {} cores, because others \
             were computing as well. Draw it again when the machine is quiet.",
            point.workers,
            point.cores.middle,
            point.workers.min(curve.cores)
        )];
    }
    let mut lines = Vec::new();
    let best = curve
        .points
        .iter()
        .max_by(|a, b| a.speedup.middle.total_cmp(&b.speedup.middle));
    if let Some(best) = best {
        lines.push(format!(
            "Best: {:.2} times as fast as the serial code, with {} {}.",
            best.speedup.middle,
            best.at,
            unit(curve.axis)
        ));
    }
    let within = curve
        .points
        .iter()
        .rfind(|point| point.workers <= curve.cores);
    if let Some(point) = within.filter(|point| point.workers > 1) {
        lines.push(format!(
            "With {} workers the machine had {:.2} cores to give, and {:.0}% of them became speed.",
            point.workers,
            point.cores.middle,
            100.0 * share(point)
        ));
    }
    if let Some(fit) = curve.fit {
        let limit = match fit.serial {
            none if none < 0.005 => "no limit that could be seen here".to_owned(),
            serial => format!("never more than {:.1} times as fast", 1.0 / serial),
        };
        lines.push(format!(
            "Amdahl's law fits with a serial share of {:.0}% ({limit}); the points lie {:.0}% off it on average. It sees \
             everything that grows with neither workers nor cores as serial: starting threads and uneven \
             shares, too.",
            100.0 * fit.serial,
            100.0 * fit.off
        ));
    }
    lines
}

fn unit(axis: Axis) -> &'static str {
    match axis {
        Axis::Workers => "workers",
        Axis::Work => "for the size",
    }
}

/// How much of what the machine gave became speed.
fn share(point: &Point) -> f64 {
    point.speedup.middle / point.cores.middle.min(point.workers as f64).max(0.01)
}
