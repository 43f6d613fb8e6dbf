//! A measured curve: speedup over the number of workers, or over the amount of work.

use std::collections::BTreeMap;

use super::{Fit, fit, median, quantile};

/// One measurement: the serial code, the subject, and the calibrator on one thread and on as many threads as there were
/// workers. Times in nanoseconds, neighbours of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How much work: the size of the input.
    pub size: u64,
    /// How many workers the subject had.
    pub workers: u64,
    /// Our serial code.
    pub serial: u64,
    /// The subject's code.
    pub subject: u64,
    /// The calibrator on one thread.
    pub one: u64,
    /// The calibrator on so many threads, each with the whole work.
    pub many: u64,
}

impl Sample {
    /// Reads the numbers of a `point`, in the order of the fields.
    pub fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let &[size, workers, serial, subject, one, many] = numbers else {
            return None;
        };
        Some(Self {
            size,
            workers: workers.max(1),
            serial: serial.max(1),
            subject: subject.max(1),
            one: one.max(1),
            many: many.max(1),
        })
    }
}

/// What some samples of one kind came to: the middle, and where eight of ten lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// One in ten lies below.
    pub low: f64,
    /// The median.
    pub middle: f64,
    /// One in ten lies above.
    pub high: f64,
}

impl Spread {
    /// Of these values; nothing but zeros if there are none.
    pub fn of(values: &[f64]) -> Self {
        Self {
            low: quantile(values, 0.1).unwrap_or(0.0),
            middle: median(values).unwrap_or(0.0),
            high: quantile(values, 0.9).unwrap_or(0.0),
        }
    }
}

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Workers, or the size of the work.
    pub at: u64,
    /// How many workers there were.
    pub workers: u64,
    /// How many times as fast as our serial code the subject was: ratios of neighbours in time.
    pub speedup: Spread,
    /// The cores that the machine gave to so many threads at the same moments.
    pub cores: Spread,
    /// Milliseconds of the serial code.
    pub serial: f64,
    /// How many measurements.
    pub count: usize,
}

/// What a curve is drawn over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The number of workers.
    Workers,
    /// The size of the input.
    Work,
}

/// A whole curve, with what explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// `lesson01 primes`.
    pub title: String,
    /// Whose code.
    pub subject: String,
    /// What it is drawn over.
    pub axis: Axis,
    /// Cores that the scheduler grants.
    pub cores: u64,
    /// In the order of the axis.
    pub points: Vec<Point>,
    /// Amdahl's law through the points, where workers are on the axis and the machine was not disturbed.
    pub fit: Option<Fit>,
}

impl Curve {
    /// Of these samples.
    pub fn of(title: &str, subject: &str, axis: Axis, cores: u64, samples: &[Sample]) -> Self {
        let mut groups: BTreeMap<u64, Vec<&Sample>> = BTreeMap::new();
        for sample in samples {
            let at = match axis {
                Axis::Workers => sample.workers,
                Axis::Work => sample.size,
            };
            groups.entry(at).or_default().push(sample);
        }
        let points: Vec<Point> = groups.iter().map(|(&at, group)| point(at, group)).collect();
        // As many cores as there really were: what the machine lacks is not the code's serial share.
        let of_law = points.iter().map(|point| {
            let cores = point.cores.middle.min(point.workers as f64);
            (cores, point.speedup.middle)
        });
        let of_law: Vec<_> = of_law.collect();
        let mut curve = Self {
            title: title.to_owned(),
            subject: subject.to_owned(),
            axis,
            cores,
            fit: None,
            points,
        };
        if axis == Axis::Workers && curve.disturbed().is_none() {
            curve.fit = fit(&of_law);
        }
        curve
    }

    /// The first point at which the machine gave much less than the cores that it has.
    pub fn disturbed(&self) -> Option<&Point> {
        let lacks =
            |point: &&Point| point.cores.middle < 0.85 * point.workers.min(self.cores) as f64;
        self.points.iter().find(lacks)
    }

    /// The highest value that has to be drawn.
    pub fn highest(&self) -> f64 {
        let highest = |point: &Point| point.speedup.high.max(point.cores.middle);
        self.points.iter().map(highest).fold(1.0, f64::max)
    }
}

fn point(at: u64, group: &[&Sample]) -> Point {
    let all = |value: &dyn Fn(&Sample) -> f64| -> Vec<f64> {
        group.iter().map(|sample| value(sample)).collect()
    };
    let workers = group.first().map_or(1, |sample| sample.workers);
    let speedups = all(&|it| it.serial as f64 / it.subject as f64);
    let cores = all(&|it| it.workers as f64 * it.one as f64 / it.many as f64);
    Point {
        at,
        workers,
        speedup: Spread::of(&speedups),
        cores: Spread::of(&cores),
        serial: median(&all(&|it| it.serial as f64 / 1e6)).unwrap_or(0.0),
        count: group.len(),
    }
}

/// The numbers of workers to try: every one up to eight, then ever larger steps, and beyond the cores.
pub fn workers(cores: u64) -> Vec<u64> {
    let mut all: Vec<u64> = (1..=cores.min(8)).collect();
    let mut next = 12;
    while next < cores {
        all.extend([next, next / 3 * 4]);
        next *= 2;
    }
    all.retain(|&workers| workers <= cores);
    all.extend([cores, cores + cores.div_ceil(2), 2 * cores, 4 * cores]);
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::{Axis, Curve, Sample, workers};

    #[test]
    fn a_point_is_the_median_of_neighbouring_ratios() {
        // The clock halves in the middle: ratios of neighbours do not notice.
        let sample = |workers, factor: u64| {
            let numbers = [100, workers, 40, 40 / workers, 10, 10].map(|n| n * factor);
            Sample {
                size: 100,
                workers,
                ..Sample::from_numbers(&numbers).unwrap()
            }
        };
        let samples: Vec<_> = [1, 1, 2, 2]
            .iter()
            .flat_map(|&factor| [sample(1, factor), sample(2, factor)])
            .collect();
        let curve = Curve::of(
            "lesson01 primes",
            "the solution",
            Axis::Workers,
            2,
            &samples,
        );
        assert_eq!(curve.points.len(), 2);
        let second = curve.points[1];
        assert_eq!((second.speedup.low, second.speedup.high), (2.0, 2.0));
        assert_eq!((second.cores.middle, second.count), (2.0, 4));
        assert_eq!(curve.fit.unwrap().serial, 0.0);
        assert_eq!(curve.highest(), 2.0);
    }

    #[test]
    fn small_machines_are_tried_in_full_and_large_ones_in_steps() {
        assert_eq!(workers(1), [1, 2, 4]);
        assert_eq!(workers(2), [1, 2, 3, 4, 8]);
        assert_eq!(workers(6), [1, 2, 3, 4, 5, 6, 9, 12, 24]);
        assert_eq!(
            workers(64),
            [1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256]
        );
    }
}
