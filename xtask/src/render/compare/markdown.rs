//! In Markdown: a table, and a fence around the code.

use std::fmt::Write as _;

use super::{
    heading,
    table::{Row, figures, rows},
};
use crate::{
    compare::{Comparison, diff::Whose},
    render::text::{capital, spelled_out},
};

/// Markdown for a comment of a review. Nothing in it depends on colours.
pub fn markdown(comparison: &Comparison) -> String {
    let Comparison {
        exercise,
        work,
        solution,
        changes,
    } = comparison;
    let mut text = format!(
        "### lesson{} `{}`: {} beside {}\n\n| | {} | {} |\n|---|---|---|\n",
        exercise.lesson, exercise.exercise, work.title, solution.title, work.short, solution.short
    );
    for Row {
        name,
        cells: [left, right],
    } in rows(comparison)
    {
        let _ = writeln!(text, "| {name} | {} | {} |", left.text, right.text);
    }
    for (promise, [left, right]) in figures(comparison) {
        let _ = writeln!(text, "| {} | {left} | {right} |", capital(&promise));
    }
    if changes.is_empty() {
        text.push_str("\nThe code is the same, line by line.\n");
        return text;
    }
    // The code itself may hold a fence.
    let held = changes
        .iter()
        .flat_map(|it| &it.rows)
        .map(|row| ticks(&row.line.text))
        .max();
    let fence = "`".repeat(held.unwrap_or(0).max(2) + 1);
    let _ = writeln!(text, "\n{fence}diff");
    for change in changes {
        let _ = writeln!(text, "@@ {} @@", heading(change));
        for row in &change.rows {
            let mark = match row.whose {
                Whose::Both => ' ',
                Whose::Work => '-',
                Whose::Solution => '+',
            };
            let _ = writeln!(text, "{mark}{}", spelled_out(&row.line.text));
        }
    }
    let _ = writeln!(text, "{fence}");
    text
}

/// The longest row of backticks in a line.
fn ticks(text: &str) -> usize {
    let rows = text.split(|c| c != '`').map(str::len);
    rows.max().unwrap_or(0)
}
