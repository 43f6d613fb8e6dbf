//! A measured curve: speedup over the number of workers, or over the amount of work.

use std::collections::BTreeMap;

use super::{Comparison, Fit, Sample, Spread, fit, median};

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Workers, or the size of the work.
    pub at: u64,
    /// How many workers there were.
    pub workers: u64,
    /// How much work there was.
    pub size: u64,
    /// How many times as fast as what it is compared with the subject was: ratios of neighbours in time.
    pub speedup: Spread,
    /// The cores that the machine gave to such work on so many threads, at the same moments.
    pub cores: Spread,
    /// Milliseconds of what it is compared with.
    pub serial: f64,
    /// How many measurements.
    pub count: usize,
}

impl Point {
    /// How much of what the machine gave became speed.
    pub fn share(&self) -> f64 {
        self.speedup.middle / self.cores.middle.min(self.workers as f64).max(0.01)
    }
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
    /// What the subject is compared with.
    pub comparison: Comparison,
    /// Cores that the scheduler grants.
    pub cores: u64,
    /// In the order of the axis.
    pub points: Vec<Point>,
    /// Amdahl's law through the points up to all cores, where workers are on the axis, the machine was not disturbed, and the
    /// workers explain the speed.
    pub fit: Option<Fit>,
}

impl Curve {
    /// Of these samples, compared with serial code of the course's.
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
        let mut curve = Self {
            title: title.to_owned(),
            subject: subject.to_owned(),
            comparison: Comparison::default(),
            axis,
            cores,
            fit: None,
            points,
        };
        if axis == Axis::Workers && curve.disturbed().is_none() && curve.has_shares() {
            let of_law: Vec<_> = curve.of_law().collect();
            curve.fit = fit(&of_law);
        }
        curve
    }

    /// The points that Amdahl's law speaks of: more workers than cores are no more processors. With as many cores as
    /// there really were: what the machine lacks is not the code's serial share.
    fn of_law(&self) -> impl Iterator<Item = (f64, f64)> {
        let within = self.points.iter();
        let within = within.filter(|point| point.workers <= self.cores);
        within.map(|point| {
            let cores = point.cores.middle.min(point.workers as f64);
            (cores, point.speedup.middle)
        })
    }

    /// What the law says of this point, if it was fitted to it.
    pub fn law(&self, point: &Point) -> Option<f64> {
        let fit = self.fit.filter(|_| point.workers <= self.cores)?;
        Some(fit.speedup(point.cores.middle.min(point.workers as f64)))
    }

    /// Whether the work is shared out at all, and not only compared with a plainer way to do the same.
    pub fn is_shared(&self) -> bool {
        self.points.iter().any(|point| point.workers > 1)
    }

    /// The highest share, if it is more than the cores can explain: then the subject does the same in another way than the
    /// serial code.
    pub fn beyond_cores(&self) -> Option<f64> {
        let highest = self.points.iter().map(Point::share).fold(0.0, f64::max);
        (self.is_shared() && highest > 1.25).then_some(highest)
    }

    /// Whether the speed can be counted in shares of the cores.
    pub fn has_shares(&self) -> bool {
        self.is_shared() && self.beyond_cores().is_none()
    }

    /// The first point at which the machine gave much less than the cores that it has, and now this much, now that; or not
    /// even two.
    pub fn disturbed(&self) -> Option<&Point> {
        let disturbed = |point: &&Point| self.lacks(point) && !self.is_steady(point);
        self.points.iter().find(disturbed)
    }

    /// The first point at which it gave as little again and again: its cores are not as many full ones, or one of them is
    /// always busy.
    pub fn unequal(&self) -> Option<&Point> {
        let unequal = |point: &&Point| self.lacks(point) && self.is_steady(point);
        self.points.iter().find(unequal)
    }

    fn lacks(&self, point: &Point) -> bool {
        point.cores.middle < 0.85 * point.workers.min(self.cores) as f64
    }

    /// Two threads get a full core each wherever there are two, if nobody else computes.
    fn is_steady(&self, point: &Point) -> bool {
        let cores = point.cores;
        point.workers.min(self.cores) > 2 && cores.high - cores.low < 0.2 * cores.middle
    }

    /// So high a picture is at least: with what two cores can do, or with what is compared.
    pub fn least_top(&self) -> f64 {
        if self.is_shared() { 2.0 } else { 1.0 }
    }

    /// The fastest point, the first of those that are equally fast.
    pub fn best(&self) -> Option<&Point> {
        let speedup = |point: &&Point| point.speedup.middle;
        let last_first = self.points.iter().rev();
        last_first.max_by(|a, b| speedup(a).total_cmp(&speedup(b)))
    }

    /// The highest value that has to be drawn.
    pub fn highest(&self) -> f64 {
        let shared = self.is_shared();
        let highest = |point: &Point| match shared {
            true => point.speedup.high.max(point.cores.middle),
            false => point.speedup.high,
        };
        self.points.iter().map(highest).fold(0.0, f64::max)
    }
}

fn point(at: u64, group: &[&Sample]) -> Point {
    let all = |value: &dyn Fn(&Sample) -> f64| -> Vec<f64> {
        group.iter().map(|sample| value(sample)).collect()
    };
    let workers = group.first().map_or(1, |sample| sample.workers);
    let speedups = all(&|it| it.serial as f64 / it.subject as f64);
    let cores = all(&|it| it.threads as f64 * it.one as f64 / it.many as f64);
    Point {
        at,
        workers,
        size: group.first().map_or(0, |sample| sample.size),
        speedup: Spread::of(&speedups),
        cores: Spread::of(&cores),
        serial: median(&all(&|it| it.serial as f64 / 1e6)).unwrap_or(0.0),
        count: group.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Curve, Sample};

    #[test]
    fn a_point_is_the_median_of_neighbouring_ratios() {
        // The clock halves in the middle: ratios of neighbours do not notice.
        let sample = |workers, factor: u64| {
            let (serial, subject) = (40 * factor, 40 * factor / workers);
            Sample::from_numbers(&[100, workers, serial, subject, serial, workers, serial]).unwrap()
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
        assert_eq!((second.size, second.share()), (100, 1.0));
        assert_eq!(curve.fit.unwrap().serial, 0.0);
        assert_eq!(curve.highest(), 2.0);
    }

    /// On two cores, all of which the machine gives.
    fn of_speedups(axis: Axis, speedups: &[(u64, f64)]) -> Curve {
        let samples = speedups.iter().map(|&(workers, speedup)| Sample {
            size: 100,
            workers,
            serial: 40_000,
            subject: (40_000.0 / speedup) as u64,
            one: 40_000,
            threads: workers.min(2),
            many: 40_000,
        });
        let samples: Vec<_> = samples.collect();
        Curve::of("lesson01 primes", "the solution", axis, 2, &samples)
    }

    /// Eight hyperthreads of four cores; `wide` is how much the cores that they give change.
    fn of_siblings(wide: f64) -> Curve {
        let samples = (0..7).flat_map(|number| {
            [1, 2, 4, 8].map(|workers: u64| {
                let full = workers.min(4) as f64;
                let given = full + 0.25 * (workers as f64 - full);
                let jitter = 1.0 + wide * (f64::from(number) / 6.0 - 0.5);
                let many = (40_000.0 * workers as f64 / given * jitter) as u64;
                Sample {
                    size: 100,
                    workers,
                    serial: 40_000,
                    subject: many / workers,
                    one: 40_000,
                    threads: workers,
                    many,
                }
            })
        });
        let samples: Vec<_> = samples.collect();
        Curve::of("lesson01 primes", "it", Axis::Workers, 8, &samples)
    }

    #[test]
    fn cores_that_are_shared_for_good_disturb_no_curve() {
        let curve = of_siblings(0.05);
        assert_eq!(curve.disturbed(), None);
        assert_eq!(curve.unequal().unwrap().workers, 8);
        assert!(curve.fit.unwrap().serial < 0.01, "{:?}", curve.fit);
        let changing = of_siblings(0.6);
        assert_eq!(changing.disturbed().unwrap().workers, 8);
        assert_eq!(changing.fit, None);
    }

    #[test]
    fn the_law_knows_nothing_of_more_workers_than_cores() {
        let curve = of_speedups(Axis::Workers, &[(1, 1.0), (2, 2.0), (4, 1.0), (8, 0.5)]);
        let fit = curve.fit.unwrap();
        assert_eq!((fit.serial, fit.points), (0.0, 1));
    }

    #[test]
    fn speed_that_workers_do_not_explain_has_neither_shares_nor_a_law() {
        let other_way = of_speedups(Axis::Workers, &[(1, 3.0), (2, 6.0)]);
        assert_eq!((other_way.fit, other_way.has_shares()), (None, false));
        assert!((other_way.beyond_cores().unwrap() - 3.0).abs() < 0.01);
        let alone = of_speedups(Axis::Work, &[(1, 3.0)]);
        assert!(!alone.is_shared() && !alone.has_shares());
        assert_eq!(alone.beyond_cores(), None);
    }
}
