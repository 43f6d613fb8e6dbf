//! `cargo xtask author check`: proves the course.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Answer;
use crate::{
    author::{
        claim::{self, Claim, What},
        prove::{self, Proof, since},
        repeat::{self, Repeated},
        told,
    },
    choose,
    cli::Prove,
    course::{Course, Lesson},
    exit::Exit,
    progress::News,
    render::{
        style::{BAD, GOOD, STRONG, paint},
        text::{count, spelled_out},
    },
    rules,
    trouble::Trouble,
};

/// The claims that took longest are named.
const SLOWEST: usize = 5;

pub(super) fn run(
    course: &Course,
    prove: &Prove,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let begin = Instant::now();
    let lessons: Vec<&Lesson> = match &prove.lesson {
        Some(typed) => vec![choose::lesson(course, typed)?],
        None => course.lessons.iter().collect(),
    };
    let mut text = String::new();
    let only = prove.lesson.as_ref().map(|_| lessons[0].number.as_str());
    let broken = broken_rules(course, only, &mut text);
    let mut wrong = broken.len();

    let claims = claim::claims(course, &lessons)?;
    let proofs = prove::prove(course, &claims, prove.fresh, say)?;
    wrong += unproven(&claims, &proofs, &mut text);
    text.push_str(&summary(&claims, &proofs));

    let mut repeated = Repeated::default();
    if prove.repeat > 0 {
        repeated = repeat::repeat(course, &lessons, prove.repeat, say)?;
        for flaky in &repeated.flaky {
            wrong += 1;
            text.push_str(&format!("{} {}\n", paint(BAD, "✗"), spelled_out(flaky)));
        }
        let runs = count(repeated.runs as usize, "run", "runs");
        text.push_str(&format!(
            "{runs} of solutions under load: {}\n",
            count(
                repeated.flaky.len(),
                "verdict that differs",
                "verdicts that differ"
            )
        ));
    }
    text.push_str(&told::about_speed(claims.iter().zip(&proofs)));
    let (mark, exit) = match wrong {
        0 => (paint(GOOD, "✓ the course is proven"), Exit::Green),
        _ => (
            paint(
                BAD,
                format!("✗ {}", count(wrong, "thing is wrong", "things are wrong")),
            ),
            Exit::Course,
        ),
    };
    text.push_str(&format!("\n{mark} ({})\n", since(begin)));
    let claims = claims.iter().zip(&proofs);
    Ok(Answer {
        exit,
        fields: vec![
            ("rules", rules::ALL.len().into()),
            ("findings", broken.into()),
            (
                "claims",
                claims.map(|(claim, proof)| value(claim, proof)).collect(),
            ),
            ("runs", repeated.runs.into()),
            ("flaky", repeated.flaky.into()),
        ],
        ..Answer::done(text)
    })
}

/// A claim and its proof, for programs.
fn value(claim: &Claim<'_>, proof: &Proof) -> Value {
    json!({
        "claim": claim.name(),
        "file": claim.file.as_ref().map(|file| file.display().to_string()),
        "problem": proof.problem,
        "untold": proof.untold,
        "first_seen": proof.first_seen,
        "seconds": proof.took.map(|took| took.as_secs_f64()),
    })
}

/// Rules that need no compiler; only what concerns a lesson, where one was named.
fn broken_rules(course: &Course, lesson: Option<&str>, text: &mut String) -> Vec<Value> {
    let mut all = Vec::new();
    for rule in rules::ALL {
        let mut findings = rule.findings(course);
        if let Some(number) = lesson {
            let of_lesson = format!("lesson{number}");
            findings.retain(|finding| finding.to_string().contains(&of_lesson));
        }
        if !findings.is_empty() {
            text.push_str(&format!(
                "{} not true: {}\n",
                paint(BAD, "✗"),
                rule.sentence
            ));
        }
        for finding in &findings {
            text.push_str(&format!("    {finding}\n"));
            all.push(json!({ "rule": rule.sentence, "finding": finding.to_string() }));
        }
    }
    text.push_str(&format!(
        "{} rules, {}\n",
        rules::ALL.len(),
        count(all.len(), "finding", "findings")
    ));
    all
}

fn unproven(claims: &[Claim<'_>], proofs: &[Proof], text: &mut String) -> usize {
    let mut wrong = 0;
    for (claim, proof) in claims.iter().zip(proofs) {
        if let Some(problem) = &proof.problem {
            wrong += 1;
            let name = paint(STRONG, claim.name());
            text.push_str(&format!(
                "{} {name} {}\n",
                paint(BAD, "✗"),
                spelled_out(problem)
            ));
            if let Some(file) = &claim.file {
                text.push_str(&format!("    {}\n", file.display()));
            }
        }
        if let Some(seen) = &proof.first_seen {
            text.push_str(&format!(
                "? {} {}\n    Judged once more, it was caught as claimed.\n",
                claim.name(),
                spelled_out(seen)
            ));
        }
    }
    wrong
}

/// Counts, the slowest, and how far the models were explored.
fn summary(claims: &[Claim<'_>], proofs: &[Proof]) -> String {
    let of = |is: fn(&What) -> bool| claims.iter().filter(|claim| is(&claim.what)).count();
    let mut text = format!(
        "{}, {}, {}, {}; {} proven before\n",
        count(
            of(|what| matches!(what, What::Solution)),
            "solution",
            "solutions"
        ),
        count(of(|what| matches!(what, What::Stub(_))), "stub", "stubs"),
        count(
            of(|what| matches!(what, What::Mistake(_))),
            "mistake",
            "mistakes"
        ),
        count(
            of(|what| matches!(what, What::Alternative { .. })),
            "alternative",
            "alternatives"
        ),
        proofs.iter().filter(|proof| told::is_kept(proof)).count(),
    );
    let mut slowest: Vec<(Duration, String)> = claims
        .iter()
        .zip(proofs)
        .filter_map(|(claim, proof)| Some((proof.took?, claim.name())))
        .collect();
    slowest.sort_by(|a, b| b.cmp(a));
    for (took, name) in slowest.iter().take(SLOWEST) {
        text.push_str(&format!("    {:.1} s  {name}\n", took.as_secs_f64()));
    }
    let explored = claims.iter().zip(proofs).flat_map(|(claim, proof)| {
        let exercise = format!("{} {}", claim.lesson.package(), claim.exercise.name);
        proof
            .explored
            .iter()
            .map(move |line| format!("    {exercise}: {line}\n"))
    });
    let explored: String = explored.collect();
    if !explored.is_empty() {
        text.push_str(&format!(
            "What the solutions' models explored, and what was measured:\n{explored}"
        ));
    }
    text
}
