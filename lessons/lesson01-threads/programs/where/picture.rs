//! What the threads have noted, drawn.

use std::{
    collections::BTreeSet,
    fmt::{self, Display, Formatter},
};

use crate::watch::Row;

/// How wide the picture is.
pub(crate) const COLUMNS: usize = 64;

/// Stand for the cores 0, 1, 2 and so on; more than these share the last sign.
const SIGNS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+";

/// A row for each thread, a column for each moment, and what can be read off it.
pub(crate) struct Picture {
    pub(crate) process: u32,
    pub(crate) cores: usize,
    pub(crate) seconds: f64,
    pub(crate) coloured: bool,
    pub(crate) rows: Vec<Row>,
}

impl Display for Picture {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let many = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            more => format!("{more} {what}s"),
        };
        writeln!(
            f,
            "process {}: {} on {}\n",
            self.process,
            many(self.rows.len(), "thread"),
            many(self.cores, "core"),
        )?;
        for (number, row) in self.rows.iter().enumerate() {
            write!(f, "  thread {number:<3} ")?;
            for core in row {
                self.cell(f, *core)?;
            }
            writeln!(f, "  {}", summary(row))?;
        }
        let end = format!("{} s", self.seconds);
        let width = COLUMNS - 1;
        writeln!(f, "             0{end:>width$}\n")?;
        let used: BTreeSet<usize> = self.rows.iter().flatten().flatten().copied().collect();
        let list: Vec<String> = used.iter().map(usize::to_string).collect();
        writeln!(
            f,
            "  a number: the core that the thread ran on   ·: it had none, others were on them all"
        )?;
        writeln!(
            f,
            "  one process, cores used: {}; at most {} of its threads ran at the same moment",
            list.join(", "),
            self.most_at_once(),
        )?;
        for core in used.iter().filter(|core| **core > 9) {
            writeln!(f, "  {}: core {core}", sign(*core))?;
        }
        Ok(())
    }
}

impl Picture {
    fn cell(&self, f: &mut Formatter<'_>, core: Option<usize>) -> fmt::Result {
        match core {
            // Black on one of six colours.
            Some(core) if self.coloured => {
                write!(f, "\x1b[30;4{}m{}\x1b[0m", 1 + core % 6, sign(core))
            }
            Some(core) => write!(f, "{}", sign(core)),
            None => write!(f, "·"),
        }
    }

    /// The most different cores in one column: two threads with one core were there one after the other.
    fn most_at_once(&self) -> usize {
        let cores_at = |moment: usize| {
            let there = self.rows.iter().filter_map(|row| *row.get(moment)?);
            there.collect::<BTreeSet<_>>().len()
        };
        (0..COLUMNS).map(cores_at).max().unwrap_or(0)
    }
}

/// How often a thread moved, and for how much of the time it had a core.
fn summary(row: &Row) -> String {
    let there: Vec<usize> = row.iter().flatten().copied().collect();
    let moves = there.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let moves = match moves {
        0 => "never moved".to_owned(),
        1 => "moved once".to_owned(),
        more => format!("moved {more} times"),
    };
    let share = 100 * there.len() / row.len().max(1);
    format!("{moves}, seen in {share}%")
}

fn sign(core: usize) -> char {
    char::from(SIGNS[core.min(SIGNS.len() - 1)])
}
