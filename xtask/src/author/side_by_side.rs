//! What both engines took for every model of the course, as a Markdown table.

use super::{
    claim::{Claim, What},
    evidence,
    opinion::Answer,
};
use crate::{
    render::text::count,
    report::{ExerciseReport, TestResult, Verdict},
    speed::median,
};

/// A row for each model: what was found, with how many interruptions, or proven; in how many executions, and in how many
/// seconds of search.
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
    /// Of the search.
    seconds: f64,
    /// Of the whole test process: its start, the search, and the drawing of what was found.
    process: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Under this bound on interruptions; `None` without one.
    Found(Option<u64>),
    Proven,
    Bounded,
}

impl Run {
    fn of(test: &TestResult) -> Option<Self> {
        let model = test.model.as_ref()?;
        let outcome = match model["outcome"].as_str()? {
            "failed" => Outcome::Found(model["bound"].as_u64()),
            "proven" => Outcome::Proven,
            "bounded" => Outcome::Bounded,
            _ => return None,
        };
        Some(Self {
            outcome,
            executions: model["executions"].as_u64()?,
            seconds: model["seconds"].as_f64()?,
            process: test.took.as_secs_f64(),
        })
    }

    fn what(&self) -> &'static str {
        match self.outcome {
            Outcome::Found(_) => "found",
            Outcome::Proven => "proven",
            Outcome::Bounded => "not explored to the end",
        }
    }

    fn cells(self) -> String {
        let outcome = match self.outcome {
            Outcome::Found(Some(bound)) => format!("found, bound {bound}"),
            Outcome::Found(None) => "found without a bound".into(),
            Outcome::Proven => "proven".into(),
            Outcome::Bounded => "bounded".into(),
        };
        format!("{outcome} | {} | {:.3}", self.executions, self.seconds)
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

/// Medians, and the longest; and how fast an engine is, over all that it explored for long enough to tell.
fn summary(rows: &[[Option<Run>; 2]]) -> String {
    let mut text = String::new();
    for (engine, name) in ["explorer", "loom"].into_iter().enumerate() {
        let all: Vec<Run> = rows.iter().filter_map(|row| row[engine]).collect();
        for what in ["found", "proven", "not explored to the end"] {
            let of: Vec<&Run> = all.iter().filter(|run| run.what() == what).collect();
            if of.is_empty() {
                continue;
            }
            let executions = spread(of.iter().map(|run| run.executions as f64).collect());
            let seconds = spread(of.iter().map(|run| run.seconds).collect());
            let process = spread(of.iter().map(|run| run.process).collect());
            text.push_str(&format!(
                "\n- {name}: {} {what}; executions: median {:.0}, at most {:.0}; seconds of search: median {:.3}, at most {:.3}; \
                 of the whole process: median {:.2}, at most {:.2}",
                count(of.len(), "model", "models"),
                executions.0, executions.1, seconds.0, seconds.1, process.0, process.1,
            ));
        }
        let long = all.iter().filter(|run| run.executions >= ENOUGH);
        let (executions, seconds) = long.fold((0, 0.0), |(executions, seconds), run| {
            (executions + run.executions, seconds + run.seconds)
        });
        if seconds > 0.0 {
            text.push_str(&format!(
                "\n- {name}: {:.0} executions a second, over the models with {ENOUGH} executions or more",
                executions as f64 / seconds
            ));
        }
    }
    text + "\n\n"
}

/// Fewer executions take no time that could be told from the engine's start.
const ENOUGH: u64 = 100;

/// The median, and the largest.
fn spread(figures: Vec<f64>) -> (f64, f64) {
    let largest = figures.iter().copied().fold(0.0, f64::max);
    (median(&figures).unwrap_or(0.0), largest)
}
