//! Pictures of a curve that was made up, so that they can be compared.

use super::{data, plot, svg};
use crate::{
    render::json,
    speed::{Axis, Curve, Sample},
};

/// A machine of four cores that gives 3.6 of them, and code of which a tenth is serial.
fn curve(axis: Axis) -> Curve {
    let sample = |number: u64, workers: u64, size: u64| {
        let jitter = 1.0 + 0.02 * (number as f64 - 3.0);
        let cores = (workers as f64).min(3.6);
        let speedup = match axis {
            Axis::Workers => 1.0 / (0.1 + 0.9 / cores),
            Axis::Work => 1.9 * size as f64 / (size as f64 + 40_000.0),
        };
        Sample {
            size,
            workers,
            serial: 40_000_000,
            subject: (40e6 / speedup * jitter) as u64,
            one: 10_000_000,
            many: (10e6 * workers as f64 / cores) as u64,
        }
    };
    let numbers: Vec<(u64, u64)> = match axis {
        Axis::Workers => [1, 2, 3, 4, 8].map(|workers| (workers, 100_000)).into(),
        Axis::Work => [25_000, 50_000, 100_000, 200_000, 400_000]
            .map(|size| (2, size))
            .into(),
    };
    let samples: Vec<_> = (0..7)
        .flat_map(|number| {
            let numbers = numbers.clone();
            numbers
                .into_iter()
                .map(move |(workers, size)| (number, workers, size))
        })
        .map(|(number, workers, size)| sample(number, workers, size))
        .collect();
    Curve::of("lesson01 primes", "the solution", axis, 4, &samples)
}

fn plain(painted: &str) -> String {
    anstream::adapter::strip_str(painted).to_string()
}

#[test]
fn in_a_terminal() {
    insta::assert_snapshot!(plain(&plot::plot(&curve(Axis::Workers))));
}

#[test]
fn in_a_terminal_over_the_amount_of_work() {
    insta::assert_snapshot!(plain(&plot::plot(&curve(Axis::Work))));
}

#[test]
fn for_a_slide() {
    insta::assert_snapshot!(svg::svg(&curve(Axis::Workers)));
}

#[test]
fn for_programs() {
    let curve = curve(Axis::Workers);
    insta::assert_snapshot!(format!(
        "{}\n{}",
        data::csv(&curve),
        json::text(&data::value(&curve))
    ));
}
