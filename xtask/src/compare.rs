//! One person's work beside the solution: what differs in the code, and what both come to.

pub mod diff;
pub mod parts;

use crate::{
    course::ExerciseId,
    render::{proof::Proof, text::count},
    report::{ExerciseReport, Stage, TestResult, Verdict},
    speed::words,
};

use diff::Change;

/// An exercise, seen twice.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Which one.
    pub exercise: ExerciseId,
    /// The work that is looked at.
    pub work: Side,
    /// The course's own.
    pub solution: Side,
    /// How one becomes the other.
    pub changes: Vec<Change>,
}

/// One of two.
#[derive(Clone, Debug)]
pub struct Side {
    /// In words: `your work`, `the file x/bank.rs`, `the solution`.
    pub title: String,
    /// The same for the head of a column: `bank.rs`.
    pub short: String,
    /// How many lines of code a learner would have written.
    pub lines: usize,
    /// What it came to.
    pub report: ExerciseReport,
}

/// How many promises of a stage are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Green ones.
    pub kept: usize,
    /// Those that could not be told on this machine.
    pub untold: usize,
    /// All that the stage has.
    pub of: usize,
}

impl Side {
    /// The stages that were judged, in their order.
    pub fn stages(&self) -> Vec<(Stage, Kept)> {
        let mut stages: Vec<(Stage, Kept)> = Vec::new();
        for test in &self.report.tests {
            if stages.last().is_none_or(|(stage, _)| *stage != test.stage) {
                stages.push((test.stage, Kept::default()));
            }
            if let Some((_, kept)) = stages.last_mut() {
                kept.of += 1;
                kept.kept += usize::from(test.verdict.passed());
                kept.untold += usize::from(test.verdict == Verdict::CannotTell);
            }
        }
        stages
    }

    /// What is known of a test beyond its verdict.
    pub fn figures(&self, test: &str) -> Vec<Figure> {
        let mut tests = self.report.tests.iter();
        tests
            .find(|it| it.test == test)
            .map(figures)
            .unwrap_or_default()
    }
}

/// Something that was counted or measured while a test ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is, as programs are told: `interleavings`.
    pub name: &'static str,
    /// What came out, in words: `every one of 20 interleavings`.
    pub says: String,
    /// The number in it.
    pub number: f64,
}

/// All figures of one test. Whatever a further stage measures is named here, and every renderer shows it.
fn figures(test: &TestResult) -> Vec<Figure> {
    let mut figures = Vec::new();
    if let Some(proof) = test.model.as_ref().and_then(Proof::of) {
        figures.push(Figure {
            name: "interleavings",
            says: proof.covered,
            number: proof.executions as f64,
        });
        figures.extend(proof.threads.map(threads));
    }
    if let Some(speed) = &test.speed {
        figures.push(Figure {
            name: "speedup",
            says: words::in_short(&test.verdict, speed),
            number: speed.facts.speedup,
        });
        let seen = speed.account.as_ref().and_then(|account| account.threads);
        figures.extend(seen.map(threads));
    }
    figures
}

fn threads(number: u64) -> Figure {
    Figure {
        name: "threads",
        says: format!("{} started", count(number as usize, "thread", "threads")),
        number: number as f64,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Kept, Side};
    use crate::{
        report::{ExerciseReport, Speed, Stage, TestResult, Verdict},
        sample,
        speed::{Account, Comparison, Facts},
    };

    #[test]
    fn stages_and_figures_are_read_from_the_report() {
        let test = |test: &str, stage, verdict| {
            TestResult {
            model: (stage == Stage::Race).then(|| {
                json!({ "outcome": "proven", "executions": 20, "covered": "every one of 20 interleavings" })
            }),
            ..TestResult::new(stage, test, verdict)
        }
        };
        let mut side = Side {
            title: "your work".into(),
            short: "your work".into(),
            lines: 3,
            report: ExerciseReport {
                exercise: sample::course().lessons[1].id("bank"),
                tests: vec![
                    test("bank::t1_a", Stage::Contract, Verdict::Passed),
                    test("bank::t2_b", Stage::Contract, Verdict::Failed),
                    test("bank::t3_c", Stage::Race, Verdict::Passed),
                ],
                unchanged: false,
            },
        };
        let kept = |kept, of| Kept {
            kept,
            untold: 0,
            of,
        };
        assert_eq!(
            side.stages(),
            [(Stage::Contract, kept(1, 2)), (Stage::Race, kept(1, 1))]
        );
        assert_eq!(side.figures("bank::t1_a"), []);
        assert_eq!(
            side.figures("bank::t3_c")[0].says,
            "every one of 20 interleavings"
        );
        assert!(!side.report.is_judged_green());
        side.report.tests.remove(1);
        assert!(side.report.is_judged_green());
        side.report.tests.clear();
        assert!(!side.report.is_judged_green(), "nothing was judged");
    }

    #[test]
    fn speed_is_told_with_its_answer_and_the_threads_that_were_seen() {
        let says = |verdict: Verdict, threads: Option<u64>| {
            let account = threads.map(|threads| Account {
                threads: Some(threads),
                ..Account::default()
            });
            let test = TestResult {
                speed: Some(Speed {
                    workers: 2,
                    at_least: 1.5,
                    comparison: Comparison::default(),
                    facts: Facts {
                        speedup: 1.87,
                        granted: 1.9,
                        cores: 1.9,
                        ..Facts::default()
                    },
                    took: std::time::Duration::ZERO,
                    account,
                }),
                ..TestResult::new(Stage::Speed, "a::t1_x", verdict)
            };
            let says = super::figures(&test).into_iter().map(|figure| figure.says);
            says.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            says(Verdict::Passed, Some(2)),
            "fast enough: 1.87 times as fast with 2 workers (1.90 cores were to be had), 2 threads started"
        );
        assert!(says(Verdict::Slow, None).starts_with("too slow: 1.87 times"));
        assert!(says(Verdict::CannotTell, None).starts_with("cannot tell here: 1.87 times"));
    }
}
