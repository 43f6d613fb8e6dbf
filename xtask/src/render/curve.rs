//! A speedup curve: for a terminal, for a slide, for a program.

pub mod data;
pub mod plot;
pub mod svg;

#[cfg(test)]
mod tests;

use super::text::{count, thousands};
use crate::speed::{Axis, Curve, Fit};

/// What the points mean, in sentences that claim no more than was measured.
pub fn conclusions(curve: &Curve) -> Vec<String> {
    if let Some(point) = curve.disturbed() {
        return vec![format!(
            "This says more about the machine than about the code: {} got only {:.2} of {}. Others were computing as well, or such \
             work needs something else that cores share, such as memory. Draw it again when the machine is quiet.",
            count(point.workers as usize, "thread", "threads"),
            point.cores.middle,
            count(point.workers.min(curve.cores) as usize, "core", "cores")
        )];
    }
    let mut lines = Vec::new();
    if let Some(best) = curve.best() {
        let other = match (curve.is_shared(), curve.comparison.with_itself) {
            (_, true) => "with one worker",
            (true, false) => "the serial code",
            (false, false) => "the code that it is compared with",
        };
        let speedup = best.speedup.middle;
        lines.push(match curve.axis {
            Axis::Workers => format!(
                "Best: {speedup:.2} times as fast as {other}, with {}.",
                count(best.at as usize, "worker", "workers")
            ),
            Axis::Work => format!(
                "Best: {speedup:.2} times as fast as {other}, at size {}.",
                thousands(best.at)
            ),
        });
    }
    if let Some(share) = curve.beyond_cores() {
        lines.push(format!(
            "That is up to {share:.1} times as much as the cores explain: {} (or more cores have more cache). So neither shares \
             nor Amdahl's law say anything here.",
            match curve.comparison.with_itself {
                true => "one worker does it in another way than several do",
                false => "it does the same in another way than the serial code",
            }
        ));
    }
    let within = curve
        .points
        .iter()
        .rfind(|point| point.workers <= curve.cores);
    if let Some(point) = within.filter(|point| point.workers > 1 && curve.has_shares()) {
        lines.push(format!(
            "With {} workers the machine had {:.2} cores to give to such work, and {:.0}% of them became speed.",
            point.workers,
            point.cores.middle,
            100.0 * point.share()
        ));
    }
    if let Some(point) = curve.unequal() {
        lines.push(format!(
            "Its {} were not as many full ones here: {} got {:.2}, again and again. Hyperthreads share a core, some cores are \
             slower than others, another program computed all the time, or such work needs something else that cores share, \
             such as memory.",
            count(curve.cores as usize, "core", "cores"),
            count(point.workers.min(curve.cores) as usize, "thread", "threads"),
            point.cores.middle,
        ));
    }
    lines.extend(curve.fit.map(law));
    lines
}

fn law(fit: Fit) -> String {
    let limit = match fit.serial {
        none if none < 0.005 => "no limit that could be seen here".to_owned(),
        serial => format!("never more than {:.1} times as fast", 1.0 / serial),
    };
    let off = match fit.points {
        1 => "it has only one point here, so nothing tells whether the law holds".to_owned(),
        _ => format!("the points lie {:.0}% off it on average", 100.0 * fit.off),
    };
    format!(
        "Up to all cores, Amdahl's law fits with a serial share of {:.0}% ({limit}); {off}. It counts everything that does not \
         shrink with more workers: uneven shares, waiting, and the start of threads, too.",
        100.0 * fit.serial,
    )
}

/// A number in as little room as an axis has: `25k`, `1.6M`, `128M`.
fn short(number: u64) -> String {
    let (value, unit) = match number {
        0..=9_999 => return number.to_string(),
        10_000..=999_499 => (number as f64 / 1e3, "k"),
        999_500..=999_499_999 => (number as f64 / 1e6, "M"),
        _ => (number as f64 / 1e9, "G"),
    };
    let digits = usize::from(value < 99.95);
    let value = format!("{value:.digits$}");
    format!("{}{unit}", value.strip_suffix(".0").unwrap_or(&value))
}

/// The distance of labels on an axis, so that there are no more than so many: 1, 2, 5, 10, 20, 50, …
fn label_step(top: f64, most: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for step in [power, 2.0 * power, 5.0 * power] {
            if top / step <= most {
                return step;
            }
        }
        power *= 10.0;
    }
}
