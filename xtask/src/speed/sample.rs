//! Measurements of a curve, and what several of them come to.

use super::{median, quantile};

/// One measurement: the serial code, the subject, and the serial code on several threads at once. Times in nanoseconds,
/// neighbours of each other.
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
    /// The calibrator on one thread: the serial code, or plain code of the course's own where the subject is compared with
    /// itself.
    pub one: u64,
    /// On how many threads the calibrator was run at once: as many as workers, or as cores if those are fewer.
    pub threads: u64,
    /// The calibrator on so many threads, each with the whole work.
    pub many: u64,
}

impl Sample {
    /// Reads the numbers of a `point`, in the order of the fields.
    pub fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let &[size, workers, serial, subject, one, threads, many] = numbers else {
            return None;
        };
        Some(Self {
            size,
            workers: workers.max(1),
            serial: serial.max(1),
            subject: subject.max(1),
            one: one.max(1),
            threads: threads.max(1),
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
