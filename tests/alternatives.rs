//! Right code in other styles than ours passes: a check that rejects it is as broken as one that lets
//! wrong code pass.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/judged.rs"]
mod judged;

use course::course;
use findings::nothing_found;
use judged::{Candidate, judge_all, only_exercise};
use xtask::{
    corpus::{self, Alternative},
    report::{Report, Stage},
    rules::Findings,
};

#[test]
fn every_alternative_passes_every_stage() {
    // What is wrong with a head is told by the course's rules.
    let alternatives = corpus::alternatives(course(), &mut Findings::default());
    let candidates: Vec<_> = alternatives.iter().map(candidate).collect();
    let reports = judge_all(&candidates);
    let findings = alternatives
        .iter()
        .zip(&reports)
        .filter_map(|(alternative, report)| {
            let problem = passes(report).err()?;
            Some(format!("{}: {problem}", alternative.file.display()))
        });
    nothing_found(findings.collect());
}

fn passes(report: &Result<Report, String>) -> Result<(), String> {
    let exercise = only_exercise(report)?;
    match exercise.first_failure() {
        Some(failure) => Err(format!(
            "{:?} {} does not pass: {:?}\n{}",
            failure.stage, failure.test, failure.verdict, failure.message
        )),
        None if exercise.tests.is_empty() => Err("no test was run".to_owned()),
        None => Ok(()),
    }
}

fn candidate(alternative: &Alternative) -> Candidate {
    let mut stages = vec![Stage::Contract];
    if alternative.race_not_judged.is_none() {
        stages.push(Stage::Race);
    }
    Candidate {
        exercise: alternative.exercise.clone(),
        file: alternative.file.clone(),
        title: format!("alternative {}", alternative.name),
        stages,
        keep_going: true,
    }
}
