//! A curve in a terminal: characters on a grid, and the figures below.

use crate::{
    render::{
        style::{GOOD, QUIET, STRONG, paint},
        text::{prose, thousands},
    },
    speed::{Axis, Curve},
};

/// Rows of the grid.
const HEIGHT: usize = 14;
/// Columns between two points.
const STEP: usize = 7;

/// The whole picture.
pub fn plot(curve: &Curve) -> String {
    let what = match curve.axis {
        Axis::Workers => "speedup over workers",
        Axis::Work => "speedup over the amount of work",
    };
    let title = format!("{}, {}: {what}", curve.title, curve.subject);
    let mut text = format!("{}\n\n{}", paint(STRONG, title), grid(curve));
    text.push_str(&format!(
        "\n  {} measured (│ eight of ten)   {} the cores that the machine gave\n\n",
        paint(GOOD, "●"),
        paint(QUIET, "─")
    ));
    text.push_str(&table(curve));
    text.push('\n');
    for line in super::conclusions(curve) {
        text.push_str(&prose(&line, 2));
    }
    text
}

fn grid(curve: &Curve) -> String {
    let top = curve.highest().ceil().max(2.0);
    let row = |value: f64| {
        let from_below = (value / top * HEIGHT as f64).round() as usize;
        HEIGHT - from_below.min(HEIGHT)
    };
    let width = STEP * curve.points.len();
    let mut cells = vec![vec![' '; width]; HEIGHT + 1];
    for (number, point) in curve.points.iter().enumerate() {
        let column = number * STEP + STEP / 2;
        let ceiling = row(point.cores.middle);
        for cell in &mut cells[ceiling][column - 2..=column + 2] {
            *cell = '─';
        }
        for cells in &mut cells[row(point.speedup.high)..=row(point.speedup.low)] {
            cells[column] = '│';
        }
        cells[row(point.speedup.middle)][column] = '●';
    }
    let mut text = String::new();
    // A label for each whole number, or for some of them.
    let every = (top / 7.0).ceil().max(1.0);
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
    for point in &curve.points {
        text.push_str(&format!("{:^STEP$}", short(point.at)));
    }
    format!("{}\n", text.trim_end())
}

/// `1600000` → `1.6M`.
fn short(number: u64) -> String {
    match number {
        0..=99_999 => number.to_string(),
        100_000..=999_999 => format!("{}k", number / 1_000),
        _ => format!("{:.1}M", number as f64 / 1e6),
    }
}

fn table(curve: &Curve) -> String {
    let name = match curve.axis {
        Axis::Workers => "workers",
        Axis::Work => "size",
    };
    let mut text = format!("  {name:>10}  speedup  8 of 10 between  cores given  became speed\n");
    for point in &curve.points {
        text.push_str(&format!(
            "  {:>10}  {:>7.2}  {:>6.2} and {:>5.2}  {:>11.2}  {:>11.0}%\n",
            thousands(point.at),
            point.speedup.middle,
            point.speedup.low,
            point.speedup.high,
            point.cores.middle,
            100.0 * super::share(point)
        ));
    }
    text
}
