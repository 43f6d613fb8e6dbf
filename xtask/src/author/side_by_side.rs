//! What both engines took for every model of the course, as a Markdown table.

use super::{
    claim::{Claim, What},
    evidence,
    opinion::Answer,
};
use crate::{
    render::text::count,
    report::{ExerciseReport, TestResult, Verdict},
};

/// A row for each model: what was found or proven, in how many executions, in how many seconds.
///
/// The time is that of the test's process, from its start to its end.
pub fn table(claims: &[Claim<'_>], explorer: &[Answer], loom: &[Answer]) -> String {
    let mut rows: Vec<[Option<Run>; 2]> = Vec::new();
    let mut text = String::from(
        "| model | explorer | executions | seconds | loom | executions | seconds |\n|---|---|---|---|---|---|---|\n",
    );
    for (claim, (ours, theirs)) in claims.iter().zip(explorer.iter().zip(loom)) {
        // An alternative is one more right program: what it takes is told by the solution well enough.
        if matches!(claim.what, What::Alternative { .. }) {
            continue;
        }
        let (ours, theirs) = (tests(ours), tests(theirs));
        for (test, run) in &ours {
            let other = theirs.iter().find(|(name, _)| name == test);
            let other = other.and_then(|(_, run)| *run);
            if run.is_none() && other.is_none() {
                continue;
            }
            let cells = [*run, other].map(|run| run.map_or("| | ".into(), |run| run.cells()));
            let name = claim.name();
            let number = test.split_once('_').map_or(*test, |(number, _)| number);
            text.push_str(&format!(
                "| {name} {number} | {} | {} |\n",
                cells[0], cells[1]
            ));
            rows.push([*run, other]);
        }
    }
    text.push_str(&summary(&rows));
    text
}

/// One model over one engine.
#[derive(Clone, Copy, Debug)]
struct Run {
    outcome: Outcome,
    executions: u64,
    seconds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    Proven,
    Bounded,
}

impl Run {
    fn of(test: &TestResult) -> Option<Self> {
        let model = test.model.as_ref()?;
        let outcome = match model["outcome"].as_str()? {
            "failed" => Outcome::Found,
            "proven" => Outcome::Proven,
            "bounded" => Outcome::Bounded,
            _ => return None,
        };
        Some(Self {
            outcome,
            executions: model["executions"].as_u64()?,
            seconds: test.took.as_secs_f64(),
        })
    }

    fn cells(self) -> String {
        let outcome = match self.outcome {
            Outcome::Found => "found",
            Outcome::Proven => "proven",
            Outcome::Bounded => "bounded",
        };
        format!("{outcome} | {} | {:.2}", self.executions, self.seconds)
    }
}

/// The race tests of a report that has one exercise, by their names inside of it.
fn tests(said: &Answer) -> Vec<(&str, Option<Run>)> {
    let judged: Option<&ExerciseReport> = said
        .as_ref()
        .ok()
        .and_then(|report| evidence::only_exercise(report).ok());
    let tests = judged.into_iter().flat_map(|judged| &judged.tests);
    tests
        .filter(|test| test.verdict != Verdict::NotRun)
        .map(|test| {
            (
                test.test.rsplit("::").next().unwrap_or_default(),
                Run::of(test),
            )
        })
        .collect()
}

/// Medians, and the longest.
fn summary(rows: &[[Option<Run>; 2]]) -> String {
    let mut text = String::new();
    for (engine, name) in ["explorer", "loom"].into_iter().enumerate() {
        for (outcome, what) in [
            (Outcome::Found, "found"),
            (Outcome::Proven, "proven"),
            (Outcome::Bounded, "not explored to the end"),
        ] {
            let mut of: Vec<Run> = rows
                .iter()
                .filter_map(|row| row[engine])
                .filter(|run| run.outcome == outcome)
                .collect();
            if of.is_empty() {
                continue;
            }
            of.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
            let mut executions: Vec<u64> = of.iter().map(|run| run.executions).collect();
            executions.sort_unstable();
            let (middle, last) = (of.len() / 2, of.len() - 1);
            text.push_str(&format!(
                "\n- {name}: {} {what}; executions: median {}, at most {}; seconds: median {:.2}, at most {:.2}",
                count(of.len(), "model", "models"), executions[middle], executions[last], of[middle].seconds, of[last].seconds,
            ));
        }
    }
    text + "\n\n"
}
