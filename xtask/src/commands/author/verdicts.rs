//! `cargo xtask author verdicts`: how often the speed stage says what.

use super::Answer;
use crate::{
    author::{
        claim,
        verdicts::{Said, table, verdicts},
    },
    choose,
    cli::Verdicts,
    course::{Course, Lesson},
    exit::Exit,
    progress::News,
    trouble::Trouble,
};

pub(super) fn run(
    course: &Course,
    asked: &Verdicts,
    say: &mut dyn FnMut(News),
) -> Result<Answer, Trouble> {
    let lessons: Vec<&Lesson> = match &asked.lesson {
        Some(typed) => vec![choose::lesson(course, typed)?],
        None => course.lessons.iter().collect(),
    };
    let mut claims = claim::claims(course, &lessons)?;
    claims.retain(|claim| claim.what.is_about_speed() && !(asked.short && claim.is_alternative()));
    if claims.is_empty() {
        return Err(Trouble::usage(
            "Nothing here has a speed stage.",
            "`cargo xtask author verdicts lesson01` has something to judge.",
        ));
    }
    let said = verdicts(course, &claims, asked.repeat, asked.busy, say)?;
    let exit = match said.iter().any(Said::is_wrong) {
        true => Exit::Course,
        false => Exit::Green,
    };
    Ok(Answer {
        exit,
        fields: vec![("verdicts", said.iter().map(Said::value).collect())],
        ..Answer::done(table(&said))
    })
}
