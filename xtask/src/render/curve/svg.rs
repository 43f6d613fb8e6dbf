//! A curve as SVG, large enough to be read from the last row.

mod scale;

use std::fmt::Write as _;

use self::scale::Scale;
use super::{label_step, short};
use crate::{
    render::text::count,
    speed::{Axis, Curve, Point},
};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 600.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 930.0;
const TOP: f64 = 96.0;
const BOTTOM: f64 = 500.0;

/// Colours that people with colour blindness tell apart. Source: B. Wong, "Points of view: Color blindness",
/// Nature Methods 8, 2011.
const MEASURED: &str = "#0072b2";
const GIVEN: &str = "#999999";
const LAW: &str = "#d55e00";

/// The room that a point's value takes, and some more.
const VALUE: (f64, f64) = (52.0, 24.0);

/// The whole document.
pub fn svg(curve: &Curve) -> String {
    let scale = Scale::of(curve);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"18\" fill=\"#222222\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    head(curve, &mut text);
    axes(curve, &scale, &mut text);
    ceiling(curve, &scale, &mut text);
    measured(curve, &scale, &mut text);
    legend(curve, &mut text);
    text.push_str("</svg>\n");
    text
}

fn head(curve: &Curve, text: &mut String) {
    let what = match curve.axis {
        Axis::Workers => "how many times as fast?",
        Axis::Work if curve.is_shared() => "how much work does it take?",
        Axis::Work => "how does it compare?",
    };
    let title = escaped(&format!("{}: {what}", curve.title));
    let measurements = curve.points.first().map_or(0, |point| point.count);
    let about = escaped(&format!(
        "{}, {} a point, on {}",
        curve.subject,
        count(measurements, "measurement", "measurements"),
        count(curve.cores as usize, "core", "cores")
    ));
    let _ = writeln!(
        text,
        "<text x=\"{LEFT}\" y=\"44\" font-size=\"27\" font-weight=\"600\">{title}</text>\n\
         <text x=\"{LEFT}\" y=\"72\" fill=\"#666666\">{about}</text>"
    );
}

fn axes(curve: &Curve, scale: &Scale, text: &mut String) {
    let every = label_step(scale.top, 8.0);
    let mut value = 0.0;
    while value <= scale.top {
        let y = scale.y(value);
        let _ = writeln!(
            text,
            "<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{RIGHT}\" y2=\"{y:.1}\" stroke=\"#e4e4e4\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value:.0}×</text>",
            LEFT - 12.0,
            y + 6.0
        );
        value += every;
    }
    let mut end = f64::MIN;
    for point in &curve.points {
        let x = scale.x(point.at as f64);
        let label = short(point.at);
        let half = 5.5 * label.len() as f64;
        if x - half > end + 8.0 {
            let _ = writeln!(
                text,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
                BOTTOM + 28.0
            );
            end = x + half;
        }
    }
    let name = match curve.axis {
        Axis::Workers => "workers",
        Axis::Work => "size of the work",
    };
    let middle = (LEFT + RIGHT) / 2.0;
    let _ = writeln!(
        text,
        "<line x1=\"{LEFT}\" y1=\"{BOTTOM}\" x2=\"{RIGHT}\" y2=\"{BOTTOM}\" stroke=\"#222222\"/>\n\
         <text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>",
        BOTTOM + 56.0
    );
}

/// What the machine gave at the same moments: nobody can be faster for long.
fn ceiling(curve: &Curve, scale: &Scale, text: &mut String) {
    if curve.is_shared() {
        let place = |point: &Point| (point.at as f64, point.cores.middle);
        line(curve.points.iter().map(place), scale, GIVEN, "9 6", text);
    }
}

fn law(curve: &Curve, scale: &Scale, text: &mut String) {
    if curve.fit.is_some() {
        let place = |point: &Point| Some((point.at as f64, curve.law(point)?));
        let places = curve.points.iter().filter_map(place);
        line(places, scale, LAW, "2 5", text);
    }
}

fn measured(curve: &Curve, scale: &Scale, text: &mut String) {
    let place = |point: &Point| (point.at as f64, point.speedup.middle);
    line(
        curve.points.iter().map(place),
        scale,
        MEASURED,
        "none",
        text,
    );
    // On top of the line, since good code lies on it.
    law(curve, scale, text);
    for point in &curve.points {
        let (x, y) = (scale.x(point.at as f64), scale.y(point.speedup.middle));
        let (low, high) = (scale.y(point.speedup.low), scale.y(point.speedup.high));
        let _ = writeln!(
            text,
            "<line x1=\"{x:.1}\" y1=\"{low:.1}\" x2=\"{x:.1}\" y2=\"{high:.1}\" stroke=\"{MEASURED}\" stroke-width=\"9\" \
             stroke-opacity=\"0.28\" stroke-linecap=\"round\"/>\n\
             <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6.5\" fill=\"{MEASURED}\"/>"
        );
    }
    values(curve, scale, text);
}

/// The value of each point below it, or above if it lies on the ground; where there is room. The best one comes first, then from left to right.
fn values(curve: &Curve, scale: &Scale, text: &mut String) {
    let value = |point: &&Point| point.speedup.middle;
    let mut written: Vec<(f64, f64)> = Vec::new();
    for point in curve.best().into_iter().chain(&curve.points) {
        let x = scale.x(point.at as f64);
        let below = scale.y(point.speedup.low) + 26.0;
        let y = match below < BOTTOM {
            true => below,
            false => scale.y(point.speedup.high) - 14.0,
        };
        let is_free = |&(other_x, other_y): &(f64, f64)| {
            (x - other_x).abs() >= VALUE.0 || (y - other_y).abs() >= VALUE.1
        };
        if written.iter().all(is_free) {
            written.push((x, y));
            let _ = writeln!(
                text,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" fill=\"{MEASURED}\" font-weight=\"600\">{:.2}</text>",
                value(&point)
            );
        }
    }
}

fn line(
    points: impl Iterator<Item = (f64, f64)>,
    scale: &Scale,
    colour: &str,
    dashes: &str,
    text: &mut String,
) {
    let places = points.map(|(at, value)| format!("{:.1},{:.1}", scale.x(at), scale.y(value)));
    let places = places.collect::<Vec<_>>().join(" ");
    let _ = writeln!(
        text,
        "<polyline points=\"{places}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"3\" stroke-dasharray=\"{dashes}\" \
         stroke-linejoin=\"round\" stroke-linecap=\"round\"/>"
    );
}

fn legend(curve: &Curve, text: &mut String) {
    let law = curve
        .fit
        .map(|fit| format!("Amdahl's law, {:.0}% serial", 100.0 * fit.serial));
    let entries = [
        Some((MEASURED, "none", "measured (bar: 8 of 10)".to_owned())),
        curve
            .is_shared()
            .then(|| (GIVEN, "9 6", "cores that the machine gave".to_owned())),
        law.map(|law| (LAW, "2 5", law)),
    ];
    let mut x = LEFT;
    for (colour, dashes, words) in entries.into_iter().flatten() {
        let _ = writeln!(
            text,
            "<line x1=\"{x:.1}\" y1=\"579\" x2=\"{:.1}\" y2=\"579\" stroke=\"{colour}\" stroke-width=\"4\" \
             stroke-dasharray=\"{dashes}\" stroke-linecap=\"round\"/>\n\
             <text x=\"{:.1}\" y=\"585\" font-size=\"16\">{}</text>",
            x + 30.0,
            x + 40.0,
            escaped(&words)
        );
        x += 72.0 + 8.4 * words.chars().count() as f64;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
