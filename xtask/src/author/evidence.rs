//! Whether a report shows what is claimed; where not, in words for the course's authors.

use crate::{
    corpus::Mistake,
    course::Kind,
    render::proof::Proof,
    report::{ExerciseReport, Report, Stage, TestResult, Verdict},
    speed::Cause,
};

/// The one exercise that was judged.
pub(super) fn only_exercise(report: &Report) -> Result<&ExerciseReport, String> {
    match (&report.build, &report.exercises[..]) {
        (Some(build), _) => Err(format!("does not build:\n{}", build.diagnostics)),
        (None, [exercise]) => Ok(exercise),
        (None, others) => Err(format!("{} exercises were judged, not 1", others.len())),
    }
}

fn result<'r>(
    judged: &'r ExerciseReport,
    stage: Stage,
    test: &str,
) -> Result<&'r TestResult, String> {
    let mut results = judged.tests.iter();
    results
        .find(|result| result.stage == stage && result.test == test)
        .ok_or_else(|| format!("{} {test} was not judged", stage.name()))
}

/// Every wanted test is green.
pub(super) fn passes(judged: &ExerciseReport, wanted: &[(Stage, &str)]) -> Result<(), String> {
    for (stage, test) in wanted {
        let result = result(judged, *stage, test)?;
        if !result.verdict.passed() {
            return Err(format!(
                "{} {test} does not pass: {:?}\n{}",
                stage.name(),
                result.verdict,
                result.message
            ));
        }
    }
    Ok(())
}

/// A model whose right answer cannot be explored to its end proves too little, and costs every learner the limit.
pub(super) fn is_explored(judged: &ExerciseReport) -> Result<(), String> {
    let races = judged.tests.iter().filter(|test| test.stage == Stage::Race);
    for test in races {
        match test.model.as_ref().and_then(Proof::of) {
            Some(proof) if proof.complete => {}
            Some(proof) => {
                return Err(format!("{} is only bounded: {}", test.test, proof.covered));
            }
            None => return Err(format!("{} explores no model", test.test)),
        }
    }
    Ok(())
}

/// Code to mend runs and looks right: where there is a race stage, only that sees what is wrong; elsewhere some test
/// of the contract does.
pub(super) fn fails_in_words(
    judged: &ExerciseReport,
    kind: Kind,
    wanted: &[(Stage, &str)],
) -> Result<(), String> {
    let mends = kind == Kind::Mend;
    let has_race = wanted.iter().any(|(stage, _)| *stage == Stage::Race);
    let mut failed = 0;
    for (stage, test) in wanted {
        let result = result(judged, *stage, test)?;
        let should_pass = mends && *stage == Stage::Contract;
        let passed = result.verdict.passed();
        failed += usize::from(!passed);
        if mends && !has_race {
            if result.verdict == Verdict::Todo {
                return Err(format!(
                    "{test} meets a `todo!` in code that is to be mended"
                ));
            }
        } else if passed != should_pass {
            let does = if passed { "passes" } else { "fails" };
            return Err(format!(
                "{} {test} {does} on the stub\n{}",
                stage.name(),
                result.message
            ));
        }
        let words = result.message.trim_start_matches("not yet implemented");
        if result.verdict == Verdict::Todo && words.trim_matches([':', ' ']).is_empty() {
            return Err(format!(
                "{} {test} fails without a word of its own",
                stage.name()
            ));
        }
    }
    match failed {
        0 => Err("no test fails on the stub".into()),
        _ => Ok(()),
    }
}

/// The first failure is the one that the mistake names, and says what the mistake names.
pub(super) fn is_caught(mistake: &Mistake, report: &Report, shown: &str) -> Result<(), String> {
    // A phrase is found wherever its line was broken, and however its first letter was written.
    let in_one_line = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    if mistake.stage == Stage::Build {
        let build = report
            .build
            .as_ref()
            .ok_or("builds, but the compiler should refuse it")?;
        return match in_one_line(&build.diagnostics).contains(&in_one_line(&mistake.says)) {
            true => Ok(()),
            false => Err(format!(
                "rustc does not say \"{}\":\n{}",
                mistake.says, build.diagnostics
            )),
        };
    }
    let failure = only_exercise(report)?.first_failure();
    let failure = failure.ok_or("is not caught: every test is green")?;
    if (failure.stage, failure.test.as_str()) != (mistake.stage, mistake.test.as_str()) {
        return Err(format!(
            "is caught first by {} {}, not by {} {}:\n{}",
            failure.stage.name(),
            failure.test,
            mistake.stage.name(),
            mistake.test,
            failure.message
        ));
    }
    if !shown.contains("Hint:") {
        return Err(format!("nobody gives a hint:\n{shown}"));
    }
    if !in_one_line(shown).contains(&in_one_line(&mistake.says)) {
        return Err(format!("nobody says \"{}\":\n{shown}", mistake.says));
    }
    names_the_cause(mistake, failure)
}

/// The account of slow code speaks for the cause that the mistake names, if it names one. Where the system tells too
/// little of a run, there is none to be had.
fn names_the_cause(mistake: &Mistake, failure: &TestResult) -> Result<(), String> {
    let Some(wanted) = &mistake.cause else {
        return Ok(());
    };
    let account = failure.speed.as_ref().and_then(|speed| speed.account);
    let account = account.ok_or_else(|| format!("no account names a cause, not \"{wanted}\""))?;
    match Cause::of(&account).name() {
        found if found == wanted => Ok(()),
        _ if account.shares.is_none() => Ok(()),
        found => Err(format!(
            "the cause is said to be \"{found}\", not \"{wanted}\":\n{}",
            failure.message
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::{path::PathBuf, time::Duration};

    use super::names_the_cause;
    use crate::{
        corpus::Mistake,
        course::ExerciseId,
        report::{Speed, Stage, TestResult, Verdict},
        speed::{Account, Comparison, Facts},
    };

    #[test]
    fn a_slow_mistake_is_caught_for_its_cause_and_for_no_other() {
        let mistake = |cause: &str| Mistake {
            file: PathBuf::new(),
            exercise: ExerciseId {
                lesson: "01".into(),
                exercise: "a".into(),
            },
            name: "slow".into(),
            summary: "is slow".into(),
            stage: Stage::Speed,
            test: "a::t1_x".into(),
            says: "slow".into(),
            cause: Some(cause.into()),
            varies: None,
        };
        let failure = |shares| TestResult {
            speed: Some(Speed {
                workers: 2,
                at_least: 1.5,
                comparison: Comparison::default(),
                facts: Facts::default(),
                took: Duration::ZERO,
                account: Some(Account {
                    workers: 2,
                    wall: 1_000_000,
                    serial: 1_000_000,
                    switches: Some(900),
                    shares,
                    ..Account::default()
                }),
            }),
            ..TestResult::new(Stage::Speed, "a::t1_x", Verdict::Slow)
        };
        let seen = failure(Some(1_000_000));
        assert_eq!(names_the_cause(&mistake("stops"), &seen), Ok(()));
        let problem = names_the_cause(&mistake("imbalance"), &seen).unwrap_err();
        assert!(
            problem.contains("\"stops\", not \"imbalance\""),
            "{problem}"
        );
        let blind = failure(None);
        assert_eq!(names_the_cause(&mistake("imbalance"), &blind), Ok(()));
        let untold = TestResult::new(Stage::Speed, "a::t1_x", Verdict::Slow);
        assert!(names_the_cause(&mistake("stops"), &untold).is_err());
    }
}
