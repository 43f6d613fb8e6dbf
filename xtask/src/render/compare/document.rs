//! As fields of a document.

use serde_json::{Value, json};

use crate::{
    compare::{
        Comparison, Side,
        diff::{Change, Whose},
    },
    render::json,
};

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
