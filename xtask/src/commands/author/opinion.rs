//! `cargo xtask author opinion`: loom's word on everything that the race stage judges.

use std::time::Instant;

use super::Answer;
use crate::{
    author::{
        claim::{self, Claim},
        opinion,
        prove::since,
        side_by_side,
    },
    choose,
    course::{Course, Lesson},
    exit::Exit,
    progress::News,
    render::{
        style::{BAD, GOOD, paint},
        text::{count, spelled_out},
    },
    report::Engine,
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    lesson: Option<&str>,
    measure: bool,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let begin = Instant::now();
    let lessons: Vec<&Lesson> = match lesson {
        Some(typed) => vec![choose::lesson(course, typed)?],
        None => course.lessons.iter().collect(),
    };
    let known = opinion::known(course)?;
    let mut claims = claim::claims(course, &lessons)?;
    claims.retain(opinion::is_asked);
    let said = opinion::ask(course, &claims, Engine::Loom, say)?;
    let mut text = String::new();
    let mut measured = None;
    if measure {
        let ours = opinion::ask(course, &claims, Engine::Explorer, say)?;
        measured = Some(side_by_side::table(&claims, &ours, &said));
        text.extend(measured.clone());
    }
    let findings = opinion::findings(&claims, &said, &known);
    for finding in &findings {
        text.push_str(&format!("{} {}\n", paint(BAD, "✗"), spelled_out(finding)));
    }
    let asked: Vec<String> = claims.iter().map(Claim::name).collect();
    let expected = asked.iter().filter(|name| known.contains_key(*name));
    text.push_str(&format!(
        "loom was asked about {}: {} known, {} not ({})\n",
        count(asked.len(), "subject", "subjects"),
        count(expected.count(), "difference is", "differences are"),
        findings.len(),
        since(begin)
    ));
    let (mark, exit) = match findings.len() {
        0 => (
            paint(GOOD, "✓ the engines differ only where it is known"),
            Exit::Green,
        ),
        wrong => (
            paint(
                BAD,
                format!("✗ {}", count(wrong, "thing is wrong", "things are wrong")),
            ),
            Exit::Course,
        ),
    };
    text.push_str(&format!("\n{mark}\n"));
    Ok(Answer {
        exit,
        fields: vec![
            ("asked", asked.into()),
            ("findings", findings.into()),
            ("measured", measured.into()),
        ],
        ..Answer::done(text)
    })
}
