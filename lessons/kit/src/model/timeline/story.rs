//! A failure, told: names, rows, lanes and sentences. Text and JSON are two forms of it.

use super::{
    access::accesses,
    ending::{Closing, closing},
    facts::Facts,
    moment::Doing,
    names::Names,
    owner::telling_place,
    replay::Replay,
    rows::{Deed, Row, rows},
    source::Sources,
    summary::summary,
    why::{Reason, reasons},
    words::Words,
};
use crate::model::log::{Ending, Failure, Log, Place};

/// What a lane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Not started, or ended.
    Nothing,
    Acts,
    /// Acts for the last time: it panics, or never gets what it wants.
    Stuck,
    HoldsLock,
    Waits,
    Alive,
    /// Was stopped here, although it could have gone on.
    Interrupted,
}

/// A row with everything that is shown of it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) row: Row,
    pub(super) words: String,
    pub(super) place: Option<Place>,
    pub(super) code: String,
    /// By thread.
    pub(super) marks: Vec<Mark>,
}

/// A failure, told.
pub(super) struct Story<'a> {
    pub(super) failure: &'a Failure,
    /// The failure's log, with each operation at the line that a reader looks for.
    pub(super) log: Log,
    pub(super) names: Names,
    pub(super) rows: Vec<Told>,
    /// Threads that have a lane.
    pub(super) lanes: Vec<usize>,
    /// The file that the table is about; rows of other files name theirs.
    pub(super) file: String,
    pub(super) summary: String,
    pub(super) closing: Closing,
    pub(super) reasons: Vec<Reason>,
}

impl<'a> Story<'a> {
    pub(super) fn of(failure: &'a Failure, sources: &Sources) -> Self {
        let names = Names::of(&failure.log, sources);
        let retold = retold(&failure.log, sources);
        let log = &retold;
        let replay = Replay::of(log);
        let rows = rows(log, &replay, &failure.ending);
        let file = main_file(log, &rows);
        let words = Words {
            log,
            names: &names,
            replay: &replay,
            with_orders: !failure.interleaving || matches!(failure.ending, Ending::DataRace { .. }),
        };
        let facts = Facts {
            failure,
            log,
            names: &names,
            replay: &replay,
            rows: &rows,
            words,
            file: &file,
            sources,
            accesses: accesses(log),
        };
        let (summary, closing, reasons) = (summary(&facts), closing(&facts), reasons(&facts));
        let told = rows
            .iter()
            .map(|row| {
                let place = row.place(log);
                Told {
                    words: words.row(row),
                    place,
                    code: place.map(|place| sources.code(place)).unwrap_or_default(),
                    marks: marks(row, &replay, log),
                    row: row.clone(),
                }
            })
            .collect();
        Self {
            lanes: (0..log.threads.len())
                .filter(|thread| rows.iter().any(|row| row.thread == *thread))
                .collect(),
            failure,
            summary,
            closing,
            reasons,
            rows: told,
            file,
            names,
            log: retold,
        }
    }

    /// The rows that the reasons speak of.
    pub(super) fn is_told_of(&self, row: usize) -> bool {
        self.reasons.iter().any(|reason| reason.rows.contains(&row))
    }

    /// The row in which an interrupted thread goes on.
    pub(super) fn goes_on(&self, from: usize, thread: usize) -> Option<usize> {
        (from..self.rows.len()).find(|row| self.rows[*row].row.thread == thread)
    }
}

/// Each operation at the line that a reader looks for.
fn retold(log: &Log, sources: &Sources) -> Log {
    let mut retold = log.clone();
    for (event, original) in retold.events.iter_mut().zip(&log.events) {
        event.place = telling_place(log, original, sources);
    }
    retold
}

fn marks(row: &Row, replay: &Replay, log: &Log) -> Vec<Mark> {
    let moment = replay.after(row.at);
    (0..log.threads.len())
        .map(|thread| {
            if thread == row.thread {
                return if row.is_last() {
                    Mark::Stuck
                } else {
                    Mark::Acts
                };
            }
            match moment.doing[thread] {
                Doing::Unborn | Doing::Ended => Mark::Nothing,
                Doing::Waiting => Mark::Waits,
                Doing::Running if moment.held_by(thread).next().is_some() => Mark::HoldsLock,
                Doing::Running => Mark::Alive,
            }
        })
        .collect()
}

/// The learner's file: the one with most rows, but a race test's own only if there is no other.
fn main_file(log: &Log, rows: &[Row]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in rows
        .iter()
        .filter(|row| !matches!(row.deed, Deed::Panics(_)))
    {
        let Some(place) = row.place(log) else {
            continue;
        };
        match counts.iter_mut().find(|(file, _)| *file == place.file) {
            Some((_, count)) => *count += 1,
            None => counts.push((place.file, 1)),
        }
    }
    let is_test = |file: &str| {
        let file = file.replace('\\', "/");
        file.contains("tests/race/") || file.contains("tests/contract/")
    };
    // The first of equals: `max_by_key` alone would take the last.
    let most = |counts: &[(&str, usize)]| {
        let most = counts.iter().map(|(_, count)| *count).max()?;
        let (file, _) = counts.iter().find(|(_, count)| *count == most)?;
        Some((*file).to_string())
    };
    let learners: Vec<(&str, usize)> = counts
        .iter()
        .copied()
        .filter(|(file, _)| !is_test(file))
        .collect();
    let panic = rows
        .iter()
        .find_map(|row| row.place(log))
        .map(|place| place.file.to_string());
    most(&learners)
        .or_else(|| most(&counts))
        .or(panic)
        .unwrap_or_default()
}
