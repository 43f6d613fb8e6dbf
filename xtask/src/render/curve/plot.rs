//! A curve in a terminal: characters on a grid, and the figures below.

use super::{label_step, short};
use crate::{
    render::{
        style::{GOOD, QUIET, STRONG, paint},
        text::{prose, thousands},
    },
    speed::{Axis, Curve},
};

/// Rows of the grid.
const HEIGHT: usize = 14;
/// Columns between two points, if there is room.
const STEP: usize = 7;
/// Columns for all points: with what stands left of them, a terminal of 80 columns is full.
const WIDTH: usize = 72;

/// The whole picture.
pub fn plot(curve: &Curve) -> String {
    let what = match curve.axis {
        Axis::Workers => "speedup over workers",
        Axis::Work if curve.is_shared() => "speedup over the amount of work",
        Axis::Work => "times as fast, over the amount of work",
    };
    let title = format!("{}, {}: {what}", curve.title, curve.subject);
    let mut text = format!("{}\n\n{}", paint(STRONG, title), grid(curve));
    text.push_str(&format!(
        "\n  {} measured (│ eight of ten)",
        paint(GOOD, "●")
    ));
    if curve.is_shared() {
        let line = paint(QUIET, "─");
        text.push_str(&format!("   {line} the cores that the machine gave"));
    }
    text.push_str("\n\n");
    text.push_str(&table(curve));
    text.push('\n');
    for line in super::conclusions(curve) {
        text.push_str(&prose(&line, 2));
    }
    text
}

fn grid(curve: &Curve) -> String {
    let top = curve.highest().ceil().max(curve.least_top());
    let row = |value: f64| {
        let from_below = (value / top * HEIGHT as f64).round() as usize;
        HEIGHT - from_below.min(HEIGHT)
    };
    let step = (WIDTH / curve.points.len().max(1)).clamp(1, STEP);
    let half = step.saturating_sub(2) / 2;
    let width = step * curve.points.len();
    let mut cells = vec![vec![' '; width]; HEIGHT + 1];
    for (number, point) in curve.points.iter().enumerate() {
        let column = number * step + step / 2;
        if curve.is_shared() {
            let ceiling = row(point.cores.middle);
            cells[ceiling][column - half..=column + half].fill('─');
        }
        for cells in &mut cells[row(point.speedup.high)..=row(point.speedup.low)] {
            cells[column] = '│';
        }
        cells[row(point.speedup.middle)][column] = '●';
    }
    let mut text = String::new();
    let every = label_step(top, 7.0);
    let mut labels = vec![None; HEIGHT + 1];
    let mut value = 0.0;
    while value <= top {
        labels[row(value)] = Some(value);
        value += every;
    }
    for (cells, label) in cells.iter().zip(labels) {
        let label = label.map_or(String::new(), |value| format!("{value:.0}×"));
        let edge = if label.is_empty() { '│' } else { '┤' };
        let drawn: String = cells
            .iter()
            .map(|cell| match cell {
                '●' | '│' => paint(GOOD, cell),
                '─' => paint(QUIET, cell),
                other => other.to_string(),
            })
            .collect();
        text.push_str(&format!("  {label:>4} {edge}{}\n", drawn.trim_end()));
    }
    text.push_str(&format!("       └{}\n        ", "─".repeat(width)));
    let places = curve.points.iter().enumerate();
    text.push_str(&side_by_side(places.map(|(number, point)| {
        let label = short(point.at);
        let begin = number * step + step / 2;
        (begin.saturating_sub(label.len() / 2), label)
    })));
    text.push('\n');
    text
}

/// Those of them that have room behind each other, and a space between.
fn side_by_side(all: impl Iterator<Item = (usize, String)>) -> String {
    let mut line = String::new();
    for (begin, label) in all {
        if line.is_empty() || begin > line.len() {
            line.push_str(&" ".repeat(begin - line.len()));
            line.push_str(&label);
        }
    }
    line
}

fn table(curve: &Curve) -> String {
    let name = match curve.axis {
        Axis::Workers => "workers",
        Axis::Work => "size",
    };
    let mut text = format!("  {name:>11}  speedup  8 of 10 between");
    if curve.is_shared() {
        text.push_str("  cores given");
    }
    if curve.has_shares() {
        text.push_str("  became speed");
    }
    text.push('\n');
    for point in &curve.points {
        text.push_str(&format!(
            "  {:>11}  {:>7.2}  {:>6.2} and {:>5.2}",
            thousands(point.at),
            point.speedup.middle,
            point.speedup.low,
            point.speedup.high,
        ));
        if curve.is_shared() {
            text.push_str(&format!("  {:>11.2}", point.cores.middle));
        }
        if curve.has_shares() {
            text.push_str(&format!("  {:>11.0}%", 100.0 * point.share()));
        }
        text.push('\n');
    }
    text
}
