//! Pictures of a curve that was made up, so that they can be compared.

use super::{data, label_step, plot, short, svg};
use crate::{
    render::json,
    speed::{Axis, Curve, Sample, workers},
};

/// Seven measurements each of points of (workers, size), whose speedup is known, on a machine that gives nine tenths of its cores.
fn made_up(
    axis: Axis,
    cores: u64,
    points: &[(u64, u64)],
    speedup: &dyn Fn(f64, u64) -> f64,
) -> Curve {
    let samples = (0..7).flat_map(|number| {
        points.iter().map(move |&(workers, size)| {
            let jitter = 1.0 + 0.02 * (number as f64 - 3.0);
            let given = (workers as f64).min(0.9 * cores as f64);
            let threads = workers.min(cores);
            Sample {
                size,
                workers,
                serial: 40_000_000,
                subject: (40e6 / speedup(given, size) * jitter) as u64,
                one: 40_000_000,
                threads,
                many: (40e6 * threads as f64 / given) as u64,
            }
        })
    });
    let samples: Vec<_> = samples.collect();
    Curve::of("lesson01 primes", "the solution", axis, cores, &samples)
}

/// Code of which a tenth is serial, on so many cores.
fn over_workers(cores: u64) -> Curve {
    let points: Vec<_> = workers(cores).iter().map(|&it| (it, 100_000)).collect();
    let law = |given, _| 1.0 / (0.1 + 0.9 / given);
    made_up(Axis::Workers, cores, &points, &law)
}

/// Two workers, and a price of 1,280,000 items for starting them.
fn over_work() -> Curve {
    let sizes = [1, 3, 10, 30, 100, 200, 400].map(|it| (2, 1_280_000 * it));
    let pays = |_, size| 1.9 * size as f64 / (size as f64 + 1_280_000.0);
    made_up(Axis::Work, 4, &sizes, &pays)
}

/// Work that is compared with a plainer way to do the same.
fn compared() -> Curve {
    let sizes = [5, 15, 50, 150, 500].map(|it| (1, it));
    let costs = |_, size| 0.3 * size as f64 / (size as f64 + 10.0);
    made_up(Axis::Work, 4, &sizes, &costs)
}

fn plain(painted: &str) -> String {
    anstream::adapter::strip_str(painted).to_string()
}

#[test]
fn in_a_terminal() {
    for cores in [2, 8, 64] {
        let name = format!("in_a_terminal_{cores}_cores");
        insta::assert_snapshot!(name, plain(&plot::plot(&over_workers(cores))));
    }
}

#[test]
fn in_a_terminal_over_the_amount_of_work() {
    insta::assert_snapshot!(plain(&plot::plot(&over_work())));
}

#[test]
fn what_is_not_shared_out_has_no_shares() {
    insta::assert_snapshot!(plain(&plot::plot(&compared())));
}

#[test]
fn a_machine_that_others_use_is_told() {
    let curve = made_up(Axis::Workers, 4, &[(1, 9), (2, 9)], &|_, _| 1.0);
    let mut points = curve.points.clone();
    points[1].cores.middle = 1.2;
    let text = super::conclusions(&Curve { points, ..curve }).concat();
    assert!(
        text.contains("2 threads got only 1.20 of 2 cores"),
        "{text}"
    );
}

#[test]
fn code_that_does_it_in_another_way_has_no_shares_either() {
    let points = workers(4).into_iter().map(|it| (it, 100_000));
    let points: Vec<_> = points.collect();
    let curve = made_up(Axis::Workers, 4, &points, &|given, _| 3.0 * given);
    insta::assert_snapshot!(plain(&plot::plot(&curve)));
}

#[test]
fn it_fits_into_a_terminal_of_80_columns() {
    for cores in [1, 2, 4, 8, 12, 32, 64, 128, 256, 1024] {
        let text = plain(&plot::plot(&over_workers(cores)));
        // What follows is prose, which knows the terminal's width.
        let figures = text.lines().take_while(|line| !line.contains("Best: "));
        let widest = figures.map(|line| line.chars().count()).max();
        assert!(widest.unwrap_or(0) <= 80, "{cores} cores\n{text}");
    }
}

#[test]
fn for_a_slide() {
    for cores in [2, 8, 64] {
        let name = format!("for_a_slide_{cores}_cores");
        insta::assert_snapshot!(name, svg::svg(&over_workers(cores)));
    }
    insta::assert_snapshot!("for_a_slide_work", svg::svg(&over_work()));
    insta::assert_snapshot!("for_a_slide_compared", svg::svg(&compared()));
}

/// Where the texts of a drawing stand that `is_wanted`, and how many characters they have.
fn places(drawing: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<(f64, f64, usize)> {
    let number = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!(" {name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let lines = drawing.lines();
    let texts = lines.filter(|line| line.starts_with("<text") && is_wanted(line));
    let places = texts.map(|line| {
        let words = line.split(['<', '>']).nth(2).unwrap();
        (number(line, "x"), number(line, "y"), words.chars().count())
    });
    places.collect()
}

#[test]
fn no_label_of_a_slide_stands_on_another() {
    let curves = [1, 2, 4, 6, 7, 8, 12, 32, 64, 128].map(over_workers);
    for curve in curves.into_iter().chain([over_work(), compared()]) {
        let drawing = svg::svg(&curve);
        let labels = places(&drawing, |line| line.contains("text-anchor=\"middle\""));
        assert!(labels.len() > 4, "{drawing}");
        for (index, &(x, y, length)) in labels.iter().enumerate() {
            for &(other_x, other_y, other_length) in &labels[..index] {
                // About the width of half a digit of 18 px, for both.
                let room = 5.0 * (length + other_length) as f64;
                assert!(
                    (x - other_x).abs() >= room || (y - other_y).abs() >= 20.0,
                    "{} cores: ({x}, {y}) and ({other_x}, {other_y})\n{drawing}",
                    curve.cores
                );
            }
        }
    }
}

#[test]
fn for_programs() {
    let curve = over_workers(4);
    insta::assert_snapshot!(format!(
        "{}\n{}",
        data::csv(&curve),
        json::text(&data::value(&curve))
    ));
}

#[test]
fn numbers_on_an_axis_are_short() {
    let all = [
        (1, "1"),
        (9_999, "9999"),
        (12_500, "12.5k"),
        (250_000, "250k"),
        (999_999, "1M"),
        (1_600_000, "1.6M"),
        (128_000_000, "128M"),
        (4_000_000_000, "4G"),
    ];
    for (number, wanted) in all {
        assert_eq!(short(number), wanted);
    }
    for (top, wanted) in [
        (2.0, 1.0),
        (9.0, 2.0),
        (30.0, 5.0),
        (64.0, 10.0),
        (300.0, 50.0),
    ] {
        assert_eq!(label_step(top, 8.0), wanted, "{top}");
    }
}
