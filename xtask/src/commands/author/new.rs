//! `cargo xtask author new`: begins a lesson.

use super::Answer;
use crate::{author::scaffold, course::Course, render::json, trouble::Trouble};

pub(super) fn run(course: &Course, number: &str, name: &str) -> Result<Answer, Trouble> {
    let files = scaffold::files(course, number, name)?;
    scaffold::write(course, &files)?;
    let mut text: String = files
        .iter()
        .map(|(file, _)| format!("wrote {}\n", file.display()))
        .collect();
    text.push_str(
        "\nIts exercise `first` keeps all rules; replace it piece by piece:\n  \
         1. write the solution in `solutions/`, then `cargo xtask author stubs`\n  \
         2. name the lesson in the README at the root\n  \
         3. `cargo xtask author check` says what is still missing\n",
    );
    let written = json::paths(files.iter().map(|(file, _)| file));
    Ok(Answer {
        fields: vec![("written", written)],
        ..Answer::done(text)
    })
}
