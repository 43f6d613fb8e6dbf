//! One person's work beside the solution: for a terminal, for a review comment, for a program.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    json,
    style::{BAD, GOOD, QUIET, STRONG, paint},
    text::{capital, count, spelled_out},
    verdict,
};
use crate::{
    compare::{
        Comparison, Kept, Side,
        diff::{Change, Whose},
    },
    report::{TestResult, promise},
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

/// For programs; see `xtask/README.md`.
pub fn value(comparison: &Comparison) -> Value {
    let Comparison {
        exercise,
        work,
        solution,
        changes,
    } = comparison;
    let side = |side: &Side| {
        let tests = side.report.tests.iter().map(|test| {
            let mut value = json::test(test);
            let figures = side.figures(&test.test);
            let figures = figures
                .iter()
                .map(|it| (it.name.to_owned(), number(it.number)));
            value["figures"] = Value::Object(figures.collect());
            value
        });
        json!({
            "subject": side.title,
            "green": match side.report.is_judged_green() {
                true => json::green(&side.report),
                false => false.into(),
            },
            "lines": side.lines,
            "tests": tests.collect::<Vec<_>>(),
        })
    };
    let change = |change: &Change| {
        let rows = change.rows.iter().map(|row| {
            let whose = match row.whose {
                Whose::Both => "both",
                Whose::Work => "work",
                Whose::Solution => "solution",
            };
            json!({ "whose": whose, "line": row.line.number, "text": row.line.text })
        });
        json!({ "inside": change.inside, "rows": rows.collect::<Vec<_>>() })
    };
    json!({
        "lesson": exercise.lesson,
        "exercise": exercise.exercise,
        "work": side(work),
        "solution": side(solution),
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
    })
}

/// What was counted is a whole number.
fn number(number: f64) -> Value {
    match number.fract() == 0.0 {
        true => (number as u64).into(),
        false => number.into(),
    }
}

/// A line of the table, with a cell for each side.
struct Row {
    name: String,
    cells: [Cell; 2],
}

struct Cell {
    text: String,
    /// `None` for what is neither good nor bad.
    good: Option<bool>,
}

impl Cell {
    fn painted(&self) -> String {
        match self.good {
            Some(true) => paint(GOOD, &self.text),
            Some(false) => paint(BAD, &self.text),
            None => self.text.clone(),
        }
    }
}

fn rows(comparison: &Comparison) -> Vec<Row> {
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
fn figures(comparison: &Comparison) -> Vec<(String, [String; 2])> {
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

fn heading(change: &Change) -> String {
    let number = change.rows.first().map_or(0, |row| row.line.number);
    match change.inside.trim_end_matches([' ', '{']) {
        "" => format!("line {number}"),
        inside => format!("line {number}, in {}", spelled_out(inside)),
    }
}

/// The longest row of backticks in a line.
fn ticks(text: &str) -> usize {
    let rows = text.split(|c| c != '`').map(str::len);
    rows.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{markdown, text, value};
    use crate::{
        compare::{Comparison, Side, diff, parts},
        report::{ExerciseReport, Stage, TestResult, Verdict},
        sample,
    };

    fn side(title: &str, executions: u64) -> Side {
        let lesson = &sample::course().lessons[1];
        let tests = lesson.exercises[0].all_tests().map(|(stage, test)| {
            let verdict = match executions {
                0 if stage == Stage::Race => Verdict::Deadlock { threads: 2 },
                _ => Verdict::Passed,
            };
            TestResult {
                model: (stage == Stage::Race && executions > 0).then(|| {
                    let covered = format!("every one of {executions} interleavings");
                    json!({ "outcome": "proven", "executions": executions, "covered": covered })
                }),
                ..TestResult::new(stage, test, verdict)
            }
        });
        Side {
            title: format!("the file work/{title}"),
            short: title.into(),
            lines: 2,
            report: ExerciseReport {
                exercise: lesson.id("bank"),
                tests: tests.collect(),
                unchanged: false,
            },
        }
    }

    fn comparison(executions: u64) -> Comparison {
        let work = parts::code("fn add() {\n    // ```\n    twice();\n}\n");
        let solution = parts::code("fn add() {\n    once();\n}\n");
        Comparison {
            exercise: sample::course().lessons[1].id("bank"),
            changes: diff::changes(&work, &solution),
            work: side("bank.rs", executions),
            solution: side("the solution", 20),
        }
    }

    #[test]
    fn a_terminal_shows_verdicts_figures_and_code() {
        let shown = text(&comparison(6)) + "\n----\n\n" + &text(&comparison(0));
        insta::assert_snapshot!(anstream::adapter::strip_str(&shown));
    }

    #[test]
    fn a_review_gets_a_table_and_a_diff_that_nothing_in_the_code_can_end() {
        insta::assert_snapshot!(markdown(&comparison(6)));
    }

    #[test]
    fn programs_get_the_numbers() {
        let value = value(&comparison(6));
        assert_eq!(value["work"]["green"], true);
        let race = &value["work"]["tests"][2];
        assert_eq!(race["figures"]["interleavings"], 6);
        assert_eq!(value["changes"][0]["rows"][1]["whose"], "work");
    }
}
