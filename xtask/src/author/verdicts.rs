//! How often the speed stage says yes, no and "cannot tell" of code of which the truth is known.

use serde_json::{Value, json};

use super::{claim::Claim, load};
use crate::{
    course::Course,
    judge::{self, Job, JudgeError},
    progress::News,
    report::{Report, Stage, TestResult, Verdict},
    speed::median,
};

/// What was said of one claim.
#[derive(Clone, Debug)]
pub struct Said {
    /// The claim's name.
    pub name: String,
    /// Whether it is fast, as is known.
    pub is_fast: bool,
    /// How often the stage said that it is fast, and that it is not.
    pub yes: u32,
    /// See `yes`.
    pub no: u32,
    /// How often it could not tell.
    pub untold: u32,
    /// What else happened, each time: a crash, a hang or another answer is no *no*, and says nothing of speed.
    pub unmeasured: Vec<String>,
    /// What was measured each time.
    speedups: Vec<f64>,
    shares: Vec<f64>,
    seconds: Vec<f64>,
}

/// Judges each claim `times` times, all of them in turn; beside two busy loops if `busy`.
///
/// Blocking: some seconds for each claim and time.
///
/// # Errors
///
/// When it was interrupted, or something cannot be judged.
pub fn verdicts(
    course: &Course,
    claims: &[Claim<'_>],
    times: u32,
    busy: bool,
    say: &mut dyn FnMut(News),
) -> Result<Vec<Said>, JudgeError> {
    let mut judged = || each(course, claims, times, say);
    match busy {
        true => load::under_load(judged),
        false => judged(),
    }
}

fn each(
    course: &Course,
    claims: &[Claim<'_>],
    times: u32,
    say: &mut dyn FnMut(News),
) -> Result<Vec<Said>, JudgeError> {
    let mut said: Vec<Said> = claims.iter().map(Said::nothing).collect();
    let jobs: Vec<Job> = claims.iter().map(job).collect();
    for time in 1..=times {
        say(News {
            text: format!("speed: {time} of {times}"),
            slow: true,
        });
        let reports = judge::judge_many(course, &jobs, &mut |_, _| {});
        for (said, report) in said.iter_mut().zip(reports) {
            said.take(&report?)?;
        }
    }
    Ok(said)
}

fn job(claim: &Claim<'_>) -> Job {
    let mut job = claim.job();
    job.plan.stages = vec![Stage::Speed];
    job
}

impl Said {
    /// For programs; see `xtask/README.md`.
    pub fn value(&self) -> Value {
        json!({
            "claim": self.name,
            "is_fast": self.is_fast,
            "yes": self.yes,
            "no": self.no,
            "untold": self.untold,
            "unmeasured": self.unmeasured,
            "speedups": self.speedups,
        })
    }

    fn nothing(claim: &Claim<'_>) -> Self {
        Self {
            name: claim.name(),
            is_fast: claim.is_fast(),
            yes: 0,
            no: 0,
            untold: 0,
            unmeasured: Vec::new(),
            speedups: Vec::new(),
            shares: Vec::new(),
            seconds: Vec::new(),
        }
    }

    /// Whether something was said that is not true, or something else happened.
    pub fn is_wrong(&self) -> bool {
        match self.is_fast {
            _ if !self.unmeasured.is_empty() => true,
            true => self.no > 0,
            false => self.yes > 0,
        }
    }

    fn take(&mut self, report: &Report) -> Result<(), JudgeError> {
        if let Some(build) = &report.build {
            let name = &self.name;
            return Err(JudgeError::Course {
                problem: format!("{name} does not build:\n{}", build.diagnostics),
            });
        }
        for test in report.exercises.iter().flat_map(|judged| &judged.tests) {
            self.count(test);
        }
        Ok(())
    }

    fn count(&mut self, test: &TestResult) {
        match test.verdict {
            Verdict::Passed => self.yes += 1,
            Verdict::Slow => self.no += 1,
            Verdict::CannotTell => self.untold += 1,
            Verdict::NotRun => {}
            _ => self.unmeasured.push(test.message.clone()),
        }
        let Some(speed) = &test.speed else {
            return;
        };
        self.seconds.push(speed.took.as_secs_f64());
        if speed.facts.granted > 0.0 {
            self.speedups.push(speed.facts.speedup);
            self.shares.push(speed.facts.speedup / speed.facts.granted);
        }
    }

    /// A row of the table that [`table`] writes.
    fn row(&self) -> String {
        let truth = if self.is_fast { "fast" } else { "slow" };
        let wrong = if self.is_wrong() { " **wrong**" } else { "" };
        format!(
            "| {} | {truth}{wrong} | {} | {} | {} | {} | {} | {} |\n",
            self.name,
            self.yes,
            self.no,
            self.untold,
            middle(&self.speedups),
            middle(&self.shares),
            middle(&self.seconds),
        )
    }
}

/// All of it as a Markdown table, with sums; below it what was not measured.
pub fn table(said: &[Said]) -> String {
    let rows: String = said.iter().map(Said::row).collect();
    let sum = |of: fn(&Said) -> u32| said.iter().map(of).sum::<u32>();
    let head = "| subject | is | yes | no | cannot tell | speedup | of the cores | seconds |\n|---|---|---|---|---|---|---|---|\n";
    let (yes, no, untold) = (sum(|it| it.yes), sum(|it| it.no), sum(|it| it.untold));
    let unmeasured = said.iter().flat_map(|it| {
        let all = it.unmeasured.iter();
        all.map(|what| format!("\n{} was not measured: {what}\n", it.name))
    });
    let unmeasured: String = unmeasured.collect();
    format!("{head}{rows}| all | | {yes} | {no} | {untold} | | | |\n{unmeasured}")
}

/// The value in the middle, as text; nothing of nothing.
fn middle(values: &[f64]) -> String {
    median(values).map_or_else(String::new, |middle| format!("{middle:.2}"))
}
