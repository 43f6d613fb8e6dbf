//! Which rows are shown: loops are folded, and a long table keeps what matters.

use super::{
    rows::Deed,
    story::{Mark, Story, Told},
};

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The row with this index.
    Row(usize),
    /// A thread was interrupted, and goes on in the row with this index.
    Interruption {
        /// Just before this row.
        before: usize,
        thread: usize,
        goes_on: Option<usize>,
    },
    /// Rows that repeat earlier ones.
    Again(Again),
    /// Rows that are left out.
    Skipped(usize),
}

/// A table of at most this many rows is shown whole.
const ENOUGH: usize = 18;
/// Rows that lead to the end are shown whatever they are about.
const LAST: usize = 6;
/// A loop's body is at most this long.
const BODY: usize = 8;

/// All lines, or those that matter.
pub(super) fn lines(story: &Story, full: bool) -> Vec<Line> {
    if full {
        return (0..story.rows.len())
            .flat_map(|row| row_lines(story, row))
            .collect();
    }
    let folded = fold(&story.rows);
    let kept = keep(story, &folded);
    let mut lines = Vec::new();
    let mut skipped = 0;
    for (fold, keep) in folded.into_iter().zip(kept) {
        if !keep {
            skipped += fold.rows();
            continue;
        }
        if skipped > 0 {
            lines.push(Line::Skipped(std::mem::take(&mut skipped)));
        }
        match fold {
            Fold::Row(row) => lines.extend(row_lines(story, row)),
            Fold::Again(again) => lines.push(Line::Again(again)),
        }
    }
    if skipped > 0 {
        lines.push(Line::Skipped(skipped));
    }
    lines
}

fn row_lines(story: &Story, row: usize) -> Vec<Line> {
    let interruption = story.rows[row]
        .row
        .interrupted
        .map(|thread| Line::Interruption {
            before: row,
            thread,
            goes_on: story.goes_on(row, thread),
        });
    interruption.into_iter().chain([Line::Row(row)]).collect()
}

/// Rows that come again, just as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Again {
    /// The first row of the loop's body.
    pub(super) from: usize,
    /// Its last one.
    pub(super) to: usize,
    /// How often it comes again.
    pub(super) times: usize,
}

impl Again {
    /// The rows that are like those before.
    pub(super) fn rows(self) -> std::ops::Range<usize> {
        self.to + 1..self.to + 1 + (self.to + 1 - self.from) * self.times
    }
}

/// The loops of a story.
pub(super) fn folded(story: &Story) -> Vec<Again> {
    let folds = fold(&story.rows);
    folds
        .into_iter()
        .filter_map(|fold| {
            if let Fold::Again(again) = fold {
                Some(again)
            } else {
                None
            }
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fold {
    Row(usize),
    Again(Again),
}

impl Fold {
    fn rows(self) -> usize {
        match self {
            Self::Row(_) => 1,
            Self::Again(again) => again.rows().len(),
        }
    }
}

/// Rows that repeat the ones before become one line, if that saves at least two.
fn fold(rows: &[Told]) -> Vec<Fold> {
    let mut folded = Vec::new();
    let mut next = 0;
    while next < rows.len() {
        let best = (1..=BODY.min(next))
            .map(|body| (body, repeats(rows, next - body, body)))
            .filter(|(body, times)| body * times > 2)
            .max_by_key(|(body, times)| (body * times, std::cmp::Reverse(*body)));
        match best {
            Some((body, times)) => {
                folded.push(Fold::Again(Again {
                    from: next - body,
                    to: next - 1,
                    times,
                }));
                next += body * times;
            }
            None => {
                folded.push(Fold::Row(next));
                next += 1;
            }
        }
    }
    folded
}

/// How often the rows from `start` on are repeated right after themselves.
fn repeats(rows: &[Told], start: usize, body: usize) -> usize {
    let same = |one: &Told, other: &Told| {
        one.row.thread == other.row.thread
            && one.words == other.words
            && one.place == other.place
            && !matches!(other.row.deed, Deed::Panics(_) | Deed::Stuck(_))
    };
    (1..)
        .take_while(|turn| {
            let from = start + body * turn;
            from + body <= rows.len()
                && (0..body).all(|at| same(&rows[start + at], &rows[from + at]))
        })
        .count()
}

/// What is kept of a long table: what the sentences speak of, the interruptions, the last steps,
/// then what is done to the objects in question, latest first.
fn keep(story: &Story, folded: &[Fold]) -> Vec<bool> {
    if folded.len() <= ENOUGH {
        return vec![true; folded.len()];
    }
    let log = &story.log;
    let told = |row: usize| &story.rows[row];
    let mut objects: Vec<usize> = Vec::new();
    for row in 0..story.rows.len() {
        let in_question = story.is_told_of(row) || told(row).row.is_last();
        objects.extend(told(row).row.object(log).filter(|_| in_question));
    }
    for (at, row) in story.rows.iter().enumerate().rev().take(2) {
        let stands = row.marks.contains(&Mark::Stuck) || at + 1 == story.rows.len();
        objects.extend(row.row.object(log).filter(|_| stands));
    }
    let weight = |at: usize| match folded[at] {
        Fold::Again(_) => 2,
        Fold::Row(row) if story.is_told_of(row) || told(row).row.is_last() => 4,
        Fold::Row(row) if told(row).row.interrupted.is_some() => 3,
        Fold::Row(_) if at + LAST >= folded.len() => 3,
        Fold::Row(row)
            if told(row)
                .row
                .object(log)
                .is_some_and(|object| objects.contains(&object)) =>
        {
            1
        }
        Fold::Row(_) => 0,
    };
    let mut order: Vec<usize> = (0..folded.len()).filter(|at| weight(*at) > 0).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(weight(*at)), std::cmp::Reverse(*at)));
    let mut kept = vec![false; folded.len()];
    for at in order.into_iter().take(ENOUGH) {
        kept[at] = true;
    }
    // A single row left out saves nothing.
    for at in 1..folded.len().saturating_sub(1) {
        if kept[at - 1] && kept[at + 1] {
            kept[at] = true;
        }
    }
    kept
}
