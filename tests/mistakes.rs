//! Every mistake is caught by the test that it names, with the words that it names; what a learner then reads
//! lies in `tests/snapshots/`.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/judged.rs"]
mod judged;
#[path = "support/shown.rs"]
mod shown;

use std::sync::OnceLock;

use course::course;
use findings::nothing_found;
use judged::{Candidate, judge_all, only_exercise};
use xtask::{
    corpus::{self, Mistake},
    report::{Report, Stage},
    rules::Findings,
};

struct Judged {
    mistake: Mistake,
    candidate: Candidate,
    report: Result<Report, String>,
}

#[test]
fn every_mistake_is_caught_first_by_the_test_that_it_names() {
    let findings = judged().iter().filter_map(|judged| {
        let problem = is_caught(judged).err()?;
        Some(format!("{}: {problem}", judged.mistake.file.display()))
    });
    nothing_found(findings.collect());
}

#[test]
fn what_a_learner_reads_is_what_was_read_before() {
    let differs = judged().iter().flat_map(|judged| {
        let differences = differences(judged, &judged.report);
        if differences.is_empty() {
            return differences;
        }
        // A mistake may be a race, and read otherwise on a busy machine now and then: it is judged
        // once more, by itself. A text that has really changed differs again.
        let again = judge_all(std::slice::from_ref(&judged.candidate));
        let report = again.into_iter().next();
        report.map_or(differences, |report| self::differences(judged, &report))
    });
    nothing_found(differs.collect());
}

fn differences(judged: &Judged, report: &Result<Report, String>) -> Vec<String> {
    let report = report.as_ref().ok(); // the other test tells why there is none
    let text = report.map(|report| shown::Snapshot {
        name: shown::name(&judged.mistake.exercise, &judged.mistake.name),
        about: judged.mistake.summary.clone(),
        numbers_vary: judged.mistake.varies.is_some(),
        text: shown::as_text(report, &judged.candidate),
    });
    shown::differences(text.into_iter())
}

fn is_caught(judged: &Judged) -> Result<(), String> {
    let Judged {
        mistake,
        candidate,
        report,
    } = judged;
    if mistake.stage == Stage::Build {
        return is_refused(mistake, report);
    }
    let failure = only_exercise(report)?.first_failure();
    let failure = failure.ok_or("is not caught: every test is green")?;
    if (failure.stage, failure.test.as_str()) != (mistake.stage, mistake.test.as_str()) {
        return Err(format!(
            "is caught first by {:?} {}, not by {:?} {}:\n{}",
            failure.stage, failure.test, mistake.stage, mistake.test, failure.message
        ));
    }
    let text = shown::as_text(report.as_ref()?, candidate);
    for wanted in [&mistake.says, "Hint:"] {
        if !folded(&text).contains(&folded(wanted)) {
            return Err(format!("nobody says \"{wanted}\":\n{text}"));
        }
    }
    Ok(())
}

/// A phrase is found wherever its line is broken, and also at the beginning of a sentence.
fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// What the compiler must refuse.
fn is_refused(mistake: &Mistake, report: &Result<Report, String>) -> Result<(), String> {
    let build = report.as_ref()?.build.as_ref().ok_or("builds")?;
    if build.diagnostics.contains(&mistake.says) {
        return Ok(());
    }
    Err(format!(
        "rustc does not say \"{}\":\n{}",
        mistake.says, build.diagnostics
    ))
}

fn judged() -> &'static [Judged] {
    static JUDGED: OnceLock<Vec<Judged>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        // What is wrong with a head is told by the course's rules.
        let mut mistakes = corpus::mistakes(course(), &mut Findings::default());
        // What only a measurement catches has a test of its own, which a busy machine cannot fail.
        mistakes.retain(|mistake| mistake.stage != Stage::Speed);
        let candidates: Vec<_> = mistakes.iter().map(candidate).collect();
        let reports = judge_all(&candidates);
        let all = mistakes.into_iter().zip(candidates).zip(reports);
        all.map(|((mistake, candidate), report)| Judged {
            mistake,
            candidate,
            report,
        })
        .collect()
    })
}

fn candidate(mistake: &Mistake) -> Candidate {
    Candidate {
        exercise: mistake.exercise.clone(),
        file: mistake.file.clone(),
        title: format!("mistake {}", mistake.name),
        stages: vec![Stage::Contract, Stage::Race],
        keep_going: false,
    }
}
