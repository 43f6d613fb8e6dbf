//! In colours, as wide as it needs to be.

use std::fmt::Write as _;

use super::{
    heading,
    table::{Row, figures, rows},
};
use crate::{
    compare::{Comparison, diff::Whose},
    render::{
        style::{BAD, GOOD, QUIET, STRONG, paint},
        text::{capital, spelled_out},
    },
};

/// For people at a terminal.
pub fn text(comparison: &Comparison) -> String {
    let Comparison {
        exercise,
        work,
        solution,
        changes,
    } = comparison;
    let name = format!("lesson{} {}", exercise.lesson, exercise.exercise);
    let mut text = format!(
        "{}: {} beside {}\n\n",
        paint(STRONG, name),
        work.title,
        solution.title
    );
    let width = rows(comparison)
        .iter()
        .map(|row| row.name.chars().count())
        .max()
        .unwrap_or(0);
    let column = work.short.chars().count().max(12);
    let _ = writeln!(
        text,
        "  {:width$}  {:column$}  {}",
        "", work.short, solution.short
    );
    for Row {
        name,
        cells: [left, right],
    } in rows(comparison)
    {
        let pad = " ".repeat(column.saturating_sub(left.text.chars().count()));
        let _ = writeln!(
            text,
            "  {name:width$}  {}{pad}  {}",
            left.painted(),
            right.painted()
        );
    }
    for (promise, [left, right]) in figures(comparison) {
        let _ = writeln!(text, "\n  {}", capital(&promise));
        for (side, says) in [(work, left), (solution, right)] {
            let _ = writeln!(text, "    {:column$}  {}", side.short, says);
        }
    }
    text.push('\n');
    if changes.is_empty() {
        let _ = writeln!(text, "  The code is the same, line by line.");
        return text;
    }
    let (minus, plus) = (paint(BAD, "-"), paint(GOOD, "+"));
    let _ = writeln!(text, "  {minus} {}   {plus} {}", work.short, solution.short);
    for change in changes {
        let _ = writeln!(text, "\n  {}", paint(QUIET, heading(change)));
        for row in &change.rows {
            let line = spelled_out(&row.line.text);
            let _ = match row.whose {
                Whose::Both => writeln!(text, "    {}", paint(QUIET, line)),
                Whose::Work => writeln!(text, "  {}", paint(BAD, format!("- {line}"))),
                Whose::Solution => writeln!(text, "  {}", paint(GOOD, format!("+ {line}"))),
            };
        }
    }
    text
}
