//! One person's work beside the solution: for a terminal, for a review comment, for a program.

mod document;
mod markdown;
mod table;
mod terminal;

use super::text::spelled_out;
use crate::compare::diff::Change;

pub use document::value;
pub use markdown::markdown;
pub use terminal::text;

/// Where a change begins, and inside of what.
fn heading(change: &Change) -> String {
    let number = change.rows.first().map_or(0, |row| row.line.number);
    match change.inside.trim_end_matches([' ', '{']) {
        "" => format!("line {number}"),
        inside => format!("line {number}, in {}", spelled_out(inside)),
    }
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
