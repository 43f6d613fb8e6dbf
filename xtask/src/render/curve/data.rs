//! A curve for programs: CSV and JSON.

use serde_json::{Value, json};

use crate::speed::{Axis, Curve, Point, Spread};

/// Comma-separated, with a line of names. `amdahl` is what the law says of so many workers, where it was fitted.
pub fn csv(curve: &Curve) -> String {
    let mut text = String::from(
        "workers,size,speedup,speedup_low,speedup_high,cores,cores_low,cores_high,serial_ms,measurements,amdahl\n",
    );
    for point in &curve.points {
        let law = curve
            .law(point)
            .map_or_else(String::new, |law| format!("{law:.4}"));
        let Point {
            size,
            speedup,
            cores,
            serial,
            count,
            workers,
            ..
        } = point;
        text.push_str(&format!(
            "{workers},{size},{:.4},{:.4},{:.4},{:.4},{:.4},{:.4},{serial:.3},{count},{law}\n",
            speedup.middle, speedup.low, speedup.high, cores.middle, cores.low, cores.high,
        ));
    }
    text
}

/// One object. The schema is documented in `xtask/README.md`.
pub fn value(curve: &Curve) -> Value {
    let spread = |spread: &Spread| json!([spread.low, spread.middle, spread.high]);
    let point = |point: &Point| {
        json!({
            "at": point.at,
            "workers": point.workers,
            "size": point.size,
            "speedup": spread(&point.speedup),
            "cores": spread(&point.cores),
            "serial_ms": point.serial,
            "measurements": point.count,
        })
    };
    json!({
        "title": curve.title,
        "subject": curve.subject,
        "axis": match curve.axis { Axis::Workers => "workers", Axis::Work => "size" },
        "cores": curve.cores,
        "points": curve.points.iter().map(point).collect::<Vec<_>>(),
        "amdahl": curve.fit.map(|fit| json!({ "serial": fit.serial, "off": fit.off, "points": fit.points })),
    })
}
