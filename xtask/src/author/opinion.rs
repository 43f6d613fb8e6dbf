//! The second opinion: what loom says of everything that the race stage judges, and where it is known to differ.

use std::{collections::BTreeMap, fs};

use super::{
    claim::{Claim, What},
    evidence,
    prove::BATCH,
};
use crate::{
    course::Course,
    judge::{self, Event, Job, JudgeError, Plan},
    progress::News,
    report::{Engine, Report, Stage},
    trouble::Trouble,
};

/// Where the known differences stand, relative to the course's root.
pub const TABLE: &str = "tests/engines.md";

/// Whether the race stage decides about this claim.
pub fn is_asked(claim: &Claim<'_>) -> bool {
    let mut tests = claim.exercise.all_tests();
    tests.any(|(stage, _)| stage == Stage::Race)
        && match &claim.what {
            What::Solution | What::Alternative { race: true, .. } => true,
            What::Mistake(mistake) => mistake.stage == Stage::Race,
            What::Alternative { .. } | What::Stub(_) | What::Fast { .. } => false,
        }
}

/// What an engine says of one claim; the error if it cannot be asked.
pub type Answer = Result<Report, String>;

/// Asks an engine about each claim.
///
/// Blocking: some seconds for each claim.
///
/// # Errors
///
/// When it was interrupted.
pub fn ask(
    course: &Course,
    claims: &[Claim<'_>],
    engine: Engine,
    say: &mut dyn FnMut(News),
) -> Result<Vec<Answer>, JudgeError> {
    let mut said = Vec::with_capacity(claims.len());
    for batch in claims.chunks(BATCH) {
        let (first, last) = (said.len() + 1, said.len() + batch.len());
        let who = engine.name();
        say(News {
            text: format!("{who}: {first} to {last} of {}", claims.len()),
            slow: true,
        });
        let jobs: Vec<Job> = batch.iter().map(|claim| job(claim, engine)).collect();
        let reports = judge::judge_many(course, &jobs, &mut |number, event| {
            if matches!(event, Event::Running { test: None, .. }) {
                let text = format!("{who}: {}", batch[number].name());
                say(News { text, slow: false });
            }
        });
        for report in reports {
            said.push(match report {
                Err(JudgeError::Interrupted(report)) => {
                    return Err(JudgeError::Interrupted(report));
                }
                other => other.map_err(|error| format!("cannot be asked: {error}")),
            });
        }
    }
    Ok(said)
}

fn job(claim: &Claim<'_>, engine: Engine) -> Job {
    Job {
        lesson: claim.lesson.number.clone(),
        subject: claim.subject(),
        plan: Plan {
            exercises: vec![claim.exercise.name.clone()],
            stages: vec![Stage::Race],
            engine,
            ..Plan::default()
        },
    }
}

/// What loom says instead of what the explorer must say; `None` where it says the same.
fn differs(claim: &Claim<'_>, said: &Answer) -> Option<String> {
    let judged = match said.as_ref().map(evidence::only_exercise) {
        Ok(Ok(judged)) => judged,
        Ok(Err(problem)) => return Some(problem),
        Err(problem) => return Some(problem.clone()),
    };
    match (&claim.what, judged.first_failure()) {
        (What::Mistake(_), Some(_)) | (What::Solution | What::Alternative { .. }, None) => None,
        (_, None) => Some("finds nothing wrong".into()),
        (_, Some(failure)) => Some(format!("refuses {}: {}", failure.test, failure.message)),
    }
}

/// The differences that are known: the claims' names, each with the line that explains it.
///
/// # Errors
///
/// If the table cannot be read.
pub fn known(course: &Course) -> Result<BTreeMap<String, String>, Trouble> {
    let text = fs::read_to_string(course.root.join(TABLE)).map_err(|error| {
        Trouble::course(
            format!("`{TABLE}` cannot be read: {error}."),
            format!("Bring it back with `git checkout -- {TABLE}`."),
        )
    })?;
    Ok(rows(&text))
}

/// `| whose code | what loom says | who is right, and why |`, below a heading and its rule.
fn rows(text: &str) -> BTreeMap<String, String> {
    let cells = |line: &str| -> Option<(String, String)> {
        let (name, rest) = line.strip_prefix("| ")?.split_once(" | ")?;
        Some((
            name.trim().to_owned(),
            rest.trim_end_matches([' ', '|']).to_owned(),
        ))
    };
    let table = text.lines().skip_while(|line| !line.starts_with("|--"));
    table.skip(1).map_while(cells).collect()
}

/// What does not fit: differences that nobody has explained, and explanations without a difference.
pub fn findings(
    claims: &[Claim<'_>],
    said: &[Answer],
    known: &BTreeMap<String, String>,
) -> Vec<String> {
    let answers = claims
        .iter()
        .zip(said)
        .map(|(claim, said)| (claim.name(), differs(claim, said)));
    answers
        .filter_map(|(name, said)| match (said, known.get(&name)) {
            (Some(said), None) => Some(format!("{name}: loom {said}")),
            (None, Some(_)) => Some(format!(
                "{name}: loom says the same by now; take the row out of `{TABLE}`"
            )),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn the_table_is_read_from_its_rule_to_its_end() {
        let text = "# Title\n\n| whose | says | why |\n|---|---|---|\n| lesson02 a: mistake b | finds nothing wrong | \
                    because |\n\n| other | table | here |\n";
        let rows = rows(text);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows["lesson02 a: mistake b"],
            "finds nothing wrong | because"
        );
    }
}
