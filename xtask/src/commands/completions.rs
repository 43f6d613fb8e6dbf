//! `cargo xtask completions`: what a shell needs to complete the rest.

use super::Answer;
use crate::{
    cli::{Completions, candidates},
    course::Course,
};

pub(super) fn run(course: &Course, asked: &Completions) -> Answer {
    match asked {
        Completions::Script(shell) => Answer {
            fields: vec![
                ("shell", shell.name().into()),
                ("script", shell.script().into()),
            ],
            ..Answer::done(shell.script())
        },
        Completions::Words(words) => {
            let found = candidates(course, words);
            let text: String = found.iter().map(|word| format!("{word}\n")).collect();
            Answer {
                fields: vec![("words", found.into())],
                ..Answer::done(text)
            }
        }
    }
}
