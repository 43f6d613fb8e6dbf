//! What was measured, for people and for programs.

use std::fmt::Write as _;

use crate::{options::Options, ways::Way};

/// One way, and how long it took in each round.
pub(crate) struct Row {
    name: &'static str,
    copies: u8,
    pub(crate) seconds: Vec<f64>,
}

impl Row {
    pub(crate) fn of(way: &Way) -> Self {
        Self {
            name: way.name,
            copies: way.copies,
            seconds: Vec::new(),
        }
    }

    /// Of an even number of rounds the mean of the two in the middle.
    fn median(&self) -> f64 {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        let count = sorted.len();
        f64::midpoint(sorted[(count - 1) / 2], sorted[count / 2])
    }
}

/// The table, the first row being what all others are compared with.
pub(crate) fn text(rows: &[Row], bytes: usize, options: &Options) -> String {
    let megabytes = bytes as f64 / 1e6;
    let slowest = rows.iter().map(Row::median).fold(0.0, f64::max);
    let first = rows[0].median();
    let mut text = format!(
        "{megabytes:.0} MB, in pieces of {} bytes where there are pieces, median of {} rounds\n\n\
         {:<27} copies   seconds     MB/s   times reading it\n",
        options.piece, options.rounds, ""
    );
    for row in rows {
        let (seconds, bar) = (row.median(), (30.0 * row.median() / slowest).round());
        let _ = writeln!(
            text,
            "{:<27} {:>6} {seconds:>9.4} {:>8.0} {:>6.1}  {}",
            row.name,
            row.copies,
            megabytes / seconds,
            seconds / first,
            "█".repeat((bar as usize).max(1))
        );
    }
    text.push_str(
        "\nEach way ends when the receiver has read and added up all bytes. An Arc hands over a pointer, a channel what you give it,\n\
         a pipe copies everything twice: into the system, and out of it again.\n",
    );
    text
}

/// A line for each way and round.
pub(crate) fn csv(rows: &[Row], bytes: usize) -> String {
    let mut text = "way,copies,bytes,round,seconds\n".to_owned();
    for row in rows {
        for (round, seconds) in row.seconds.iter().enumerate() {
            let (name, copies) = (row.name, row.copies);
            let _ = writeln!(
                text,
                "\"{name}\",{copies},{bytes},{},{seconds:.6}",
                round + 1
            );
        }
    }
    text
}
