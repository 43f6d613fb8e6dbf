//! What stands side by side: verdicts, lines, and figures.

use crate::{
    compare::{Comparison, Kept, Side},
    render::{
        style::{BAD, GOOD, paint},
        text::count,
        verdict,
    },
    report::{TestResult, promise},
};

/// A line of the table, with a cell for each side.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) cells: [Cell; 2],
}

/// What a side has in a row.
pub(super) struct Cell {
    pub(super) text: String,
    /// `None` for what is neither good nor bad.
    pub(super) good: Option<bool>,
}

impl Cell {
    /// The text in its colour.
    pub(super) fn painted(&self) -> String {
        match self.good {
            Some(true) => paint(GOOD, &self.text),
            Some(false) => paint(BAD, &self.text),
            None => self.text.clone(),
        }
    }
}

/// The stages and the lines, with a cell for each side.
pub(super) fn rows(comparison: &Comparison) -> Vec<Row> {
    let Comparison { work, solution, .. } = comparison;
    let of_solution = solution.stages();
    let of_work = work.stages();
    let find = |stages: &[(_, Kept)], wanted| {
        let mut stages = stages.iter().filter(|(stage, _)| *stage == wanted);
        stages.next().map(|(_, kept)| *kept)
    };
    let mut rows: Vec<Row> = of_solution
        .iter()
        .map(|(stage, kept)| Row {
            name: stage.name().to_owned(),
            cells: [self::kept(find(&of_work, *stage)), self::kept(Some(*kept))],
        })
        .collect();
    let lines = |side: &Side| Cell {
        text: count(side.lines, "line", "lines"),
        good: None,
    };
    rows.push(Row {
        name: "written".into(),
        cells: [lines(work), lines(solution)],
    });
    rows
}

fn kept(kept: Option<Kept>) -> Cell {
    match kept {
        Some(Kept { kept, untold, of }) if untold > 0 => Cell {
            text: match of - untold {
                0 => "? cannot tell here".into(),
                _ => format!("? {kept} of {of}, {untold} cannot be told here"),
            },
            good: None,
        },
        Some(Kept { kept, of, .. }) => {
            let mark = if kept == of { '✓' } else { '✗' };
            Cell {
                text: format!("{mark} {kept} of {of}"),
                good: Some(kept == of),
            }
        }
        None => Cell {
            text: "not judged".into(),
            good: None,
        },
    }
}

/// What was counted or measured, test by test, where anything was on one side at least.
pub(super) fn figures(comparison: &Comparison) -> Vec<(String, [String; 2])> {
    let sides = [&comparison.work, &comparison.solution];
    let has_figures =
        |test: &&TestResult| sides.iter().any(|it| !it.figures(&test.test).is_empty());
    let tests = comparison.solution.report.tests.iter();
    tests
        .filter(has_figures)
        .map(|test| {
            (
                promise(&test.test),
                sides.map(|side| says(side, &test.test)),
            )
        })
        .collect()
}

/// A test's figures on one side; without any, its verdict.
fn says(side: &Side, test: &str) -> String {
    let figures = side.figures(test);
    if !figures.is_empty() {
        let says: Vec<_> = figures.into_iter().map(|figure| figure.says).collect();
        return says.join(", ");
    }
    let mut tests = side.report.tests.iter();
    let found = tests.find(|it| it.test == test);
    found.map_or("not judged".into(), |it| {
        verdict::label(&it.verdict).to_string()
    })
}
